using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RagCluster.Cli.Output;

/// <summary>
/// The one way to the user's eyes. Colours and line breaks for a person at a terminal; plain, unbroken lines for a file, a pipe or
/// <c>NO_COLOR</c> (no-color.org). Invariant: nothing but this class's own colours makes a terminal do anything; whatever else is written
/// through it, through <see cref="Console"/> or through <see cref="AnsiConsole"/> is <see cref="PrintableText"/>.
/// </summary>
internal static class Terminal
{
    // Another program reads line by line: nothing may be broken at the width of a terminal that is not there.
    private const int PlainWidth = 4000;

    private static readonly TextWriter Output = Console.Out;
    private static readonly TextWriter Errors = Console.Error;

    /// <summary>Messages for people, on standard error.</summary>
    internal static IAnsiConsole Messages { get; } = Create(Errors, Console.IsErrorRedirected);

    /// <summary>Makes the console fit where it goes, and safe. Called before anything is written.</summary>
    internal static void Adapt()
    {
        Console.SetOut(new PrintableWriter(Output));
        Console.SetError(new PrintableWriter(Errors));
        AnsiConsole.Console = Create(Output, Console.IsOutputRedirected);
    }

    /// <summary>
    /// Writes one line to standard output, given in one part or several; the values in it are data, each on one line and none of them
    /// markup.
    /// </summary>
    internal static void Line(params FormattableString[] parts) => MarkupLine(string.Concat(parts.Select(Markup)));

    /// <summary>Writes one line of markup to standard output. Where it is broken it goes on below its first word.</summary>
    internal static void MarkupLine(string markup)
    {
        if (markup.StartsWith(' ') && !string.IsNullOrWhiteSpace(markup))
            AnsiConsole.Write(Indented(markup));
        else
            AnsiConsole.MarkupLine(markup);
    }

    /// <summary>A line of markup that begins with spaces, as a block that begins in the column after them.</summary>
    internal static IRenderable Indented(string markup)
    {
        string text = markup.TrimStart(' ');
        return new Padder(new Markup(text), new Padding(markup.Length - text.Length, 0, 0, 0));
    }

    /// <summary>Markup from a line whose values are data.</summary>
    internal static string Markup(FormattableString line) =>
        string.Format(CultureInfo.InvariantCulture, line.Format, [.. line.GetArguments().Select(Data)]);

    /// <summary>A text as the content of a cell.</summary>
    internal static string Cell(string text) => Spectre.Console.Markup.Escape(PrintableText.OneLine(text));

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
        Protect(console);
        if (isRedirected)
            console.Profile.Width = PlainWidth;
        return console;
    }

    /// <summary>Lets a console write its own control codes and nobody else's.</summary>
    internal static void Protect(IAnsiConsole console) => console.Pipeline.Attach(new PrintableRendering());

    private static object? Data(object? value) =>
        value switch
        {
            null => null,
            string text => Cell(text),
            Uri address => Cell(address.ToString()),
            IFormattable number => number,
            _ => Cell(value.ToString() ?? ""),
        };
}
