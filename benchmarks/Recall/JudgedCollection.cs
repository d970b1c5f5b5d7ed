using System.Globalization;
using System.Text.Json;

namespace RagCluster.Recall;

/// <summary>A collection in the layout of BEIR: corpus.jsonl, queries.jsonl, qrels/SPLIT.tsv.</summary>
internal sealed record JudgedCollection(
    JudgedText[] Documents,
    JudgedText[] Queries,
    Dictionary<string, Dictionary<string, int>> Judgements
)
{
    internal static JudgedCollection Read(string directory, string split)
    {
        Dictionary<string, Dictionary<string, int>> judgements = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(Path.Combine(directory, "qrels", split + ".tsv")).Skip(1))
        {
            string[] parts = line.Split('\t');
            if (!judgements.TryGetValue(parts[0], out Dictionary<string, int>? judged))
                judgements[parts[0]] = judged = new Dictionary<string, int>(StringComparer.Ordinal);
            judged[parts[1]] = int.Parse(parts[2], CultureInfo.InvariantCulture);
        }

        JudgedText[] queries = [.. ReadTexts(Path.Combine(directory, "queries.jsonl")).Where(query => judgements.ContainsKey(query.Id))];
        return new JudgedCollection([.. ReadTexts(Path.Combine(directory, "corpus.jsonl"))], queries, judgements);
    }

    /// <summary>Vectors by id, from lines <c>{"_id": …, "vector": […]}</c>.</summary>
    internal static Dictionary<string, float[]> ReadVectors(string file) =>
        File.ReadLines(file)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(
                entry => entry.GetProperty("_id").GetString()!,
                entry => entry.GetProperty("vector").EnumerateArray().Select(value => value.GetSingle()).ToArray(),
                StringComparer.Ordinal
            );

    private static IEnumerable<JudgedText> ReadTexts(string file) =>
        File.ReadLines(file)
            .Where(line => line.Length > 0)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(entry => new JudgedText(
                entry.GetProperty("_id").GetString()!,
                entry.TryGetProperty("title", out JsonElement title) ? title.GetString() ?? "" : "",
                entry.GetProperty("text").GetString()!
            ));
}
