using System.Globalization;
using System.Text.Json;

namespace RagCluster.Cli.Evaluation;

/// <summary>
/// A test collection in the format of BEIR (Thakur et al., 2021): <c>corpus.jsonl</c>, <c>queries.jsonl</c>, <c>qrels/test.tsv</c>.
/// </summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Documents">The documents.</param>
/// <param name="Queries">The queries that have judgements, with the grade of each judged document.</param>
/// <param name="LeftOut">A line for each document and query that can't be measured: empty ones, and what stands under an id that was
/// taken.</param>
internal sealed record BeirCollection(
    string Name,
    IReadOnlyList<BeirDocument> Documents,
    IReadOnlyList<BeirQuery> Queries,
    IReadOnlyList<string> LeftOut
)
{
    /// <summary>Reads a folder.</summary>
    /// <exception cref="InvalidDataException">A file has another form; the message names it and the line.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    internal static async Task<BeirCollection> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        List<string> leftOut = [];
        OrderedDictionary<string, BeirDocument> documents = new(StringComparer.Ordinal);
        await foreach (JsonElement line in LinesAsync(Path.Combine(folder, "corpus.jsonl"), cancellationToken))
        {
            BeirDocument document = new(Id(line), Text(line, "title"), Text(line, "text"));
            if (string.IsNullOrWhiteSpace(document.Title) && string.IsNullOrWhiteSpace(document.Text))
                leftOut.Add($"Document {document.Id} is empty and left out.");
            else if (!documents.TryAdd(document.Id, document))
                leftOut.Add($"Document {document.Id} stands in the corpus twice; the second one is left out.");
        }

        Dictionary<string, Dictionary<string, int>> judgements = await JudgementsAsync(
            Path.Combine(folder, "qrels", "test.tsv"),
            cancellationToken
        );
        List<BeirQuery> queries = [];
        await foreach (JsonElement line in LinesAsync(Path.Combine(folder, "queries.jsonl"), cancellationToken))
        {
            if (!judgements.TryGetValue(Id(line), out Dictionary<string, int>? judged))
                continue;
            BeirQuery query = new(Id(line), Text(line, "text"), judged);
            if (string.IsNullOrWhiteSpace(query.Text))
                leftOut.Add($"Query {query.Id} is empty and left out.");
            else
                queries.Add(query);
        }

        return new BeirCollection(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            [.. documents.Values],
            queries,
            leftOut
        );
    }

    private static string Id(JsonElement line) =>
        line.ValueKind == JsonValueKind.Object && line.TryGetProperty("_id", out JsonElement id)
            ? id.ToString()
            : throw new InvalidDataException("A line has no '_id'.");

    private static string Text(JsonElement line, string property)
    {
        if (!line.TryGetProperty(property, out JsonElement value) || value.ValueKind != JsonValueKind.String)
            return "";
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException halfPair)
        {
            throw new InvalidDataException($"The '{property}' of {Id(line)} is no text: {halfPair.Message}", halfPair);
        }
    }

    private static async IAsyncEnumerable<JsonElement> LinesAsync(
        string path,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        int number = 0;
        await foreach (string line in File.ReadLinesAsync(path, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            yield return Parse(line, path, number);
        }
    }

    private static JsonElement Parse(string line, string path, int number)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path}, line {number}: {broken.Message}");
        }
    }

    private static async Task<Dictionary<string, Dictionary<string, int>>> JudgementsAsync(string path, CancellationToken cancellationToken)
    {
        Dictionary<string, Dictionary<string, int>> judgements = [];
        int number = 0;
        await foreach (string line in File.ReadLinesAsync(path, cancellationToken))
        {
            number++;
            string[] columns = line.Split('\t');
            if (columns.Length != 3 || !int.TryParse(columns[2], NumberStyles.Integer, CultureInfo.InvariantCulture, out int grade))
            {
                // The first line names the columns.
                if (number == 1 || line.Length == 0)
                    continue;
                throw new InvalidDataException($"{path}, line {number}: expected query, document and grade, separated by tabs.");
            }

            if (!judgements.TryGetValue(columns[0], out Dictionary<string, int>? judged))
                judgements[columns[0]] = judged = [];
            judged[columns[1]] = grade;
        }

        return judgements;
    }
}
