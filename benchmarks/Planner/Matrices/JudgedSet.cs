using System.Globalization;
using System.Text.Json;

namespace RagCluster.PlannerBenchmark.Matrices;

/// <summary>Documents, queries and which documents answer them.</summary>
internal sealed record JudgedSet(
    IReadOnlyList<JudgedText> Documents,
    IReadOnlyList<JudgedText> Queries,
    IReadOnlyDictionary<string, Dictionary<string, int>> Judgements
)
{
    /// <summary>Reads a collection in the layout of BEIR.</summary>
    internal static JudgedSet ReadBeir(string folder, int queriesMax)
    {
        Dictionary<string, Dictionary<string, int>> judgements = new(StringComparer.Ordinal);
        foreach (string[] cells in File.ReadLines(Path.Combine(folder, "qrels", "test.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            if (!judgements.TryGetValue(cells[0], out Dictionary<string, int>? judged))
                judgements[cells[0]] = judged = new(StringComparer.Ordinal);
            judged[cells[1]] = int.Parse(cells[2], CultureInfo.InvariantCulture);
        }

        return new JudgedSet(
            [.. Texts(Path.Combine(folder, "corpus.jsonl"))],
            [.. Texts(Path.Combine(folder, "queries.jsonl")).Where(query => judgements.ContainsKey(query.Id)).Take(queriesMax)],
            judgements
        );
    }

    /// <summary>Reads a file in the layout of SQuAD: its paragraphs are the documents.</summary>
    internal static JudgedSet ReadSquad(string file)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(file));
        List<JudgedText> documents = [];
        List<JudgedText> queries = [];
        Dictionary<string, Dictionary<string, int>> judgements = new(StringComparer.Ordinal);
        foreach (JsonElement article in json.RootElement.GetProperty("data").EnumerateArray())
        {
            foreach (JsonElement paragraph in article.GetProperty("paragraphs").EnumerateArray())
            {
                string document = FormattableString.Invariant($"p{documents.Count}");
                documents.Add(new JudgedText(document, "", paragraph.GetProperty("context").GetString()!));
                foreach (JsonElement question in paragraph.GetProperty("qas").EnumerateArray())
                {
                    string id = FormattableString.Invariant($"x{queries.Count}");
                    queries.Add(new JudgedText(id, "", question.GetProperty("question").GetString()!));
                    judgements[id] = new(StringComparer.Ordinal) { [document] = 1 };
                }
            }
        }

        return new JudgedSet(documents, queries, judgements);
    }

    /// <summary>The same collection with documents that hold their first words only: another corpus for the same questions.</summary>
    internal JudgedSet Shortened(int words) =>
        this with
        {
            Documents = [.. Documents.Select(document => document with { Text = string.Join(' ', document.Text.Split(' ').Take(words)) })],
        };

    private static IEnumerable<JudgedText> Texts(string file) =>
        File.ReadLines(file)
            .Where(line => line.Length > 0)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(entry => new JudgedText(
                entry.GetProperty("_id").GetString()!,
                entry.TryGetProperty("title", out JsonElement title) ? title.GetString() ?? "" : "",
                entry.GetProperty("text").GetString()!
            ));
}
