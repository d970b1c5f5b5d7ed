using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using Spectre.Console;

namespace RagCluster.Cli.Commands;

/// <summary>Shows an answer with its sources to a person.</summary>
internal static class AnswerText
{
    /// <summary>Writes the answer, each sentence followed by its citation numbers, and the quoted sources below.</summary>
    internal static void Write(AnswerView answer)
    {
        WriteQuestion(answer.Query);
        WriteRest(answer, isShown: false);
    }

    /// <summary>Writes the question above its answer.</summary>
    internal static void WriteQuestion(string question) => Terminal.Line($"[bold]{question}[/]");

    /// <summary>Writes a sentence with its citation numbers.</summary>
    internal static void WriteSentence(SentenceView sentence)
    {
        string numbers = string.Concat(sentence.Citations.Select(id => $"[{id}]"));
        // Code and lists keep their lines, a row has its columns below each other; the numbers follow the last, but are no part of code.
        string[] lines = sentence.Kind switch
        {
            "code" => [.. sentence.Text.Split('\n'), ""],
            "list" => sentence.Text.Split('\n'),
            "row" => sentence.Text.Split("; "),
            _ => [sentence.Text],
        };
        string indent = sentence.Kind is "code" or "row" ? "      " : "  ";
        foreach (string line in lines[..^1])
            Terminal.Line($"{indent}{line}");
        string last = sentence.Kind is "code" ? "  " : $"{indent}{lines[^1]} ";
        Terminal.Line($"{last}[blue]{numbers}[/]");
    }

    /// <summary>Writes what comes with an answer: its sources, or why there is none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isShown">Whether its sentences were written as they came.</param>
    internal static void WriteRest(AnswerView answer, bool isShown)
    {
        if (answer.Abstention is { } abstention)
        {
            Terminal.Line($"  [yellow]{AbstentionLabel.In(abstention.Language)}[/] ({abstention.Code}): {abstention.Reason}");
            WriteDropped(answer.Dropped);
            AnsiConsole.WriteLine();
            return;
        }

        foreach (SentenceView sentence in isShown ? [] : answer.Sentences)
            WriteSentence(sentence);
        foreach (string part in answer.Unanswered)
            Terminal.Line($"  [yellow]Not answered:[/] {part}");
        foreach (CitationView citation in answer.Citations)
        {
            string page = citation.Page is { } number ? $", page {number}" : "";
            Terminal.Line(
                $"  [blue][[{citation.Id}]][/] [grey]{Source(citation)}{page}, characters {citation.Start} to {citation.End}:[/]"
            );
            Terminal.Line($"      [grey italic]“{OneLine(citation.Quote)}”[/]");
        }

        WriteLinks(answer.Sentences);
        WriteDropped(answer.Dropped);
        string dropped = answer.DroppedSentences > 0 ? $", {answer.DroppedSentences} sentence(s) left out" : "";
        string degraded = answer.Degraded.Length > 0 ? $", degraded: {string.Join(", ", answer.Degraded)}" : "";
        Terminal.Line(
            $"  [grey]{answer.AnsweredBy}, {answer.TookMs:F0} ms{FromCache(answer.Cached, answer.AnsweredQuery)}{dropped}{degraded}[/]"
        );
        AnsiConsole.WriteLine();
    }

    // As text: whatever a terminal would open was written by a document.
    private static void WriteLinks(SentenceView[] sentences)
    {
        IEnumerable<(string Words, string Url)> links = sentences
            .SelectMany(sentence => (sentence.Links ?? []).Select(link => (Words: Words(sentence.Text, link), link.Url)))
            .Where(link => link.Words != link.Url)
            .Distinct();
        foreach ((string words, string url) in links)
            Terminal.Line($"  [grey]{words}: {url}[/]");
    }

    // Dim and below the sources: no part of the answer.
    private static void WriteDropped(DroppedView[] dropped)
    {
        foreach (DroppedView one in dropped)
            Terminal.Line($"  [grey]Left out, {Reason(one.Reason)}: [dim]“{OneLine(one.Text)}”[/][/]");
    }

    private static string Reason(string code) =>
        code switch
        {
            "not_in_sources" => "not in the sources",
            "no_answer" => "in the sources and no answer",
            "leads_nothing" => "what it leads in is left out",
            "code_not_in_sources" => "code that no source holds line by line",
            _ => code,
        };

    // Another server's places may lie outside its text.
    private static string Words(string text, LinkView link)
    {
        int start = Math.Clamp(link.Start, 0, text.Length);
        return text[start..Math.Clamp(link.End, start, text.Length)];
    }

    /// <summary>What is said of a cached answer; empty for one that was computed.</summary>
    internal static string FromCache(string? tier, string? answeredQuery) =>
        tier is null ? ""
        : answeredQuery is null ? $", from cache {tier}"
        : $", from cache {tier}: answers “{answeredQuery}”";

    /// <summary>A text on one line.</summary>
    internal static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // "docs/setup.md:12" is what editors and terminals open.
    private static string Source(CitationView citation)
    {
        string line = citation.Line is { } number ? $":{number}" : "";
        return citation.Uri.Length == 0 || citation.Uri == citation.Title
            ? $"{citation.Title}{line}"
            : $"{citation.Title} ({citation.Uri}{line})";
    }
}
