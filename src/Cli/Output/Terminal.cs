using Spectre.Console;

namespace RagCluster.Cli.Output;

/// <summary>Colours and line breaks for a person at a terminal; plain, unbroken lines for a file, a pipe or <c>NO_COLOR</c> (no-color.org).</summary>
internal static class Terminal
{
    // Another program reads line by line: nothing may be broken at the width of a terminal that is not there.
    private const int PlainWidth = 4000;

    /// <summary>Makes the console for standard output fit where it goes.</summary>
    internal static void Adapt() => AnsiConsole.Console = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>A console that writes to a stream.</summary>
    internal static IAnsiConsole Create(TextWriter output, bool isRedirected)
    {
        bool isPlain = isRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(output),
                Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            }
        );
        if (isRedirected)
            console.Profile.Width = PlainWidth;
        return console;
    }
}
