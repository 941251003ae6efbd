# PowerShell completion for kpp: asks `kpp __complete` for the candidates of the word under the cursor.
Register-ArgumentCompleter -Native -CommandName 'kpp' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -le $cursorPosition } | ForEach-Object { $_.ToString() })
    $program = $words[0]
    $rest = @($words | Select-Object -Skip 1)
    if ($wordToComplete -eq '') { $rest += '""' }
    $lines = @(& $program __complete @rest 2>$null)
    if ($lines.Count -eq 0) { return }
    # In --flag=VALUE the whole word is replaced.
    $flag = if ($wordToComplete -match '^-[^=]*=') { $Matches[0] } else { '' }
    $lines | Select-Object -SkipLast 1 | ForEach-Object {
        $name, $description = $_ -split "`t", 2
        if (-not $description) { $description = $name }
        [System.Management.Automation.CompletionResult]::new("$flag$name", $name, 'ParameterValue', $description)
    }
}
