using System.Text.RegularExpressions;

namespace RagCluster.Architecture.Tests;

/// <summary>Whatever the command line writes goes through its Terminal, which makes it printable.</summary>
public sealed partial class TerminalTests
{
    [Fact]
    public void CommandLine_WritesThroughItsTerminalOnly()
    {
        string[] wrong =
        [
            .. from file in Repository.Files("src/Cli", ".cs")
            where !file.EndsWith("Output/Terminal.cs", StringComparison.Ordinal)
            from line in File.ReadLines(file)
            where Bypass().IsMatch(line)
            select $"{Repository.Relative(file)}: {line.Trim()}",
        ];
        Assert.Empty(wrong);
    }

    // Streams and consoles made past the terminal, and markup whose values are not made one line.
    [GeneratedRegex(
        @"OpenStandard(Output|Error)|Set(Out|Error)\(|AnsiConsole\.Create|MarkupLineInterpolated|MarkupInterpolated|WriteAnsi|/dev/(tty|std(out|err))"
    )]
    private static partial Regex Bypass();
}
