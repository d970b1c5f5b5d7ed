using System.Text.Json;
using System.Text.RegularExpressions;

namespace RagCluster.Grounding.Tests.Verifying;

/// <summary>
/// Reads pairs that people wrote against the verifier: statements that a source does not make, mostly in its own words, and as many that it
/// does. The files hold the sentences and where the sources lie; benchmarks/Answers/Pairs/Adversarial/README.md says how they were written.
/// </summary>
/// <param name="samples">The folder of the sample documents.</param>
/// <param name="shared">The folder of shared data, or null where it is not there; its sources are left out then.</param>
internal sealed partial class AdversarialPairs(string samples, string? shared)
{
    private const string Supported = "+";

    /// <summary>The pairs of one file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isHeldOut">Whether it is the half that nothing was chosen on.</param>
    internal IEnumerable<LabelledPair> Read(string file, bool isHeldOut)
    {
        (string Title, string Text)? source = null;
        foreach (string line in File.ReadLines(file).Where(line => line.Length > 0))
        {
            if (line.StartsWith("= ", StringComparison.Ordinal))
            {
                source = Source(line[2..].Split(' '));
                continue;
            }

            int at = line.IndexOf(' ', StringComparison.Ordinal);
            string kind = line[..at].TrimEnd(':');
            if (source is { } known)
                yield return new LabelledPair(
                    kind == Supported ? "supported" : kind,
                    line[(at + 1)..],
                    known.Title,
                    known.Text,
                    kind == Supported,
                    isHeldOut
                );
        }
    }

    private (string Title, string Text)? Source(string[] place) =>
        place switch
        {
            ["samples", var file, var lines] => Lines(Path.Combine(samples, file), lines),
            _ when shared is null => null,
            ["shared", var file, var lines] => Lines(Path.Combine(shared, file), lines),
            ["xquad", var number] => Paragraph(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
            [var collection, var id] => Abstract(Path.Combine(shared, collection, "corpus.jsonl"), id),
            _ => throw new InvalidDataException($"'{string.Join(' ', place)}' is no place of a source."),
        };

    private (string Title, string Text)? Paragraph(int number)
    {
        using JsonDocument squad = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(shared!, "xquad", "xquad.en.dev.json")));
        return squad
            .RootElement.GetProperty("data")
            .EnumerateArray()
            .SelectMany(article =>
                article
                    .GetProperty("paragraphs")
                    .EnumerateArray()
                    .Select(paragraph =>
                        (article.GetProperty("title").GetString()!.Replace('_', ' '), paragraph.GetProperty("context").GetString()!)
                    )
            )
            .ElementAt(number);
    }

    private static (string Title, string Text)? Abstract(string file, string id)
    {
        string line = File.ReadLines(file).First(l => l.Contains($"\"{id}\"", StringComparison.Ordinal));
        using JsonDocument article = JsonDocument.Parse(line);
        string title = article.RootElement.TryGetProperty("title", out JsonElement named) ? named.GetString() ?? "" : "";
        return (title, article.RootElement.GetProperty("text").GetString()!);
    }

    // Lines of Markdown or plain text as a reader of documents hands them on: wrapped lines joined, marks left out.
    private static (string Title, string Text)? Lines(string file, string range)
    {
        string[] all = File.ReadAllLines(file);
        string title = all.FirstOrDefault(line => Title().IsMatch(line)) is { } named ? Title().Replace(named, "") : all[0];
        int[] ends = [.. range.Split('-').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
        List<string> lines = [];
        bool isOpen = false;
        foreach (string line in all[(ends[0] - 1)..ends[1]])
        {
            string plain = Mark().Replace(Link().Replace(line.Trim(), "$1"), "");
            if (isOpen && plain.Length > 0 && !Begins().IsMatch(line))
                lines[^1] += " " + plain;
            else if (plain.Length > 0)
                lines.Add(plain);
            isOpen = plain.Length > 0 && !line.StartsWith('#');
        }

        return (title, string.Join('\n', lines));
    }

    [GeneratedRegex(@"^(title: |# )")]
    private static partial Regex Title();

    [GeneratedRegex(@"^\s*([-*|#]|\d+\. )")]
    private static partial Regex Begins();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(#+ |[-*] )|\*\*|`|\\$|(?<=\W)_|_(?=\W)")]
    private static partial Regex Mark();
}
