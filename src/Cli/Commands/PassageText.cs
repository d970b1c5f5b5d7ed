using System.Text;
using RagCluster.Cli.Client;

namespace RagCluster.Cli.Commands;

/// <summary>A passage's text on one line of a terminal.</summary>
internal static class PassageText
{
    private const int ShownCharacters = 240;

    // So much stands before the first word that the passage was found by.
    private const int CharactersBefore = 60;

    /// <summary>The text as markup: without breaks, cut to what a person reads in a list, with the words of the query set off.</summary>
    internal static string Markup(PassageView passage)
    {
        HighlightView[] highlights = passage.Highlights ?? [];
        int begin = Begin(passage.Text, highlights);
        StringBuilder markup = new(begin > 0 ? "… " : "");
        StringBuilder run = new();
        bool isHighlighted = false;
        int shown = 0;
        int place = begin;
        for (; place < passage.Text.Length && shown < ShownCharacters; place++)
        {
            bool isSpace = char.IsWhiteSpace(passage.Text[place]);
            if (isSpace && (place == begin || char.IsWhiteSpace(passage.Text[place - 1])))
                continue;
            if (highlights.Any(range => range.Start <= place && place < range.End) != isHighlighted)
            {
                Flush(markup, run, isHighlighted);
                isHighlighted = !isHighlighted;
            }

            run.Append(isSpace ? ' ' : passage.Text[place]);
            shown++;
        }

        if (run.Length > 0 && (char.IsHighSurrogate(run[^1]) || char.IsWhiteSpace(run[^1])))
            run.Length--;
        Flush(markup, run, isHighlighted);
        return markup.Append(place < passage.Text.Length ? " …" : "").ToString();
    }

    private static int Begin(string text, HighlightView[] highlights)
    {
        int first = highlights.Length > 0 ? highlights.Min(range => range.Start) : 0;
        if (first < ShownCharacters - CharactersBefore)
            return 0;
        int begin = first - CharactersBefore;
        while (begin < first && !char.IsWhiteSpace(text[begin]))
            begin++;
        return begin < first ? begin + 1 : first;
    }

    private static void Flush(StringBuilder markup, StringBuilder run, bool isHighlighted)
    {
        string text = Spectre.Console.Markup.Escape(run.ToString());
        markup.Append(isHighlighted && text.Length > 0 ? $"[bold yellow]{text}[/]" : text);
        run.Clear();
    }
}
