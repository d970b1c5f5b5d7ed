using System.Text.Json;
using System.Text.Json.Nodes;
using RagCluster.Cli.Client;

namespace RagCluster.Benchmarks;

/// <summary>
/// Answers to questions over documentation, judged by the scorer that lies with them: the extractive answer, the first passage as it
/// stands, and whether the strings that are asked for stand in the first ten passages at all.
/// </summary>
internal static class DocumentQuestions
{
    // The scorer takes no longer text for an answer.
    private const int LengthMax = 1_200;

    private static readonly string[] Verdicts = ["right", "partly", "wrong", "refused"];

    /// <summary>Measures with the questions of a folder: <c>*.jsonl</c> and <c>score.py</c>, the collections beside it.</summary>
    /// <exception cref="RagClientException">There are none, or the scorer failed.</exception>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, string folder, CancellationToken cancellationToken)
    {
        string scorer = Path.Combine(folder, "score.py");
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.jsonl") : [];
        if (files.Length == 0 || !File.Exists(scorer))
            throw new RagClientException($"'{folder}' has no questions (*.jsonl) with their scorer (score.py).");
        List<Figure> figures = [];
        DirectoryInfo work = Directory.CreateTempSubdirectory("rag-answers-");
        try
        {
            foreach (string file in files.Order(StringComparer.Ordinal))
            {
                string answers = Path.Combine(work.FullName, "answers.jsonl");
                string models = Path.Combine(run.Checkout.Root, "models");
                await BenchmarkProgram.MeasureAsync(run, "Answers", [models, file, $"--out={answers}"], figures, cancellationToken);
                JsonNode[] rows = [.. (await File.ReadAllLinesAsync(answers, cancellationToken)).Select(line => JsonNode.Parse(line)!)];
                string name = Path.GetFileNameWithoutExtension(file);
                Judge judge = new(scorer, file, work.FullName);
                JsonElement[] shown = await judge.OfAsync(rows, cancellationToken);
                foreach (string verdict in Verdicts)
                    figures.Add(Share(name, verdict, [.. Answerable(shown)], row => Verdict(row) == verdict));
                figures.Add(Share(name, "refused of what nothing answers", [.. Unanswerable(shown)], row => Verdict(row) == "right"));
                JsonElement[] first = await judge.OfAsync(rows.Select(row => Instead(row, Text(row, 1, LengthMax))), cancellationToken);
                figures.Add(Share(name, "the first passage is right", [.. Answerable(first)], row => Verdict(row) == "right"));
                Judge lenient = new(scorer, await WithoutForbiddenAsync(file, work.FullName, cancellationToken), work.FullName);
                JsonElement[] ten = await lenient.OfAsync(rows.Select(row => Instead(row, Text(row, 10, int.MaxValue))), cancellationToken);
                figures.Add(Share(name, "the first ten passages hold it", [.. Answerable(ten)], IsHeld));
            }
        }
        finally
        {
            work.Delete(recursive: true);
        }

        return figures;
    }

    private static string Verdict(JsonElement row) => row.GetProperty("verdict").GetString()!;

    // Ten passages are too long for an answer.
    private static bool IsHeld(JsonElement row) => Verdict(row) == "right" || row.GetProperty("reason").GetString() == "long";

    // What an answer may not show may stand in a passage.
    private static async Task<string> WithoutForbiddenAsync(string questions, string work, CancellationToken cancellationToken)
    {
        string file = Path.Combine(work, "questions.jsonl");
        JsonObject[] items =
        [
            .. (await File.ReadAllLinesAsync(questions, cancellationToken)).Select(line => JsonNode.Parse(line)!.AsObject()),
        ];
        foreach (JsonObject item in items)
            item.Remove("forbid");
        await File.WriteAllLinesAsync(file, items.Select(item => item.ToJsonString()), cancellationToken);
        return file;
    }

    private static IEnumerable<JsonElement> Answerable(JsonElement[] rows) => rows.Except(Unanswerable(rows));

    private static IEnumerable<JsonElement> Unanswerable(JsonElement[] rows) =>
        rows.Where(row => row.GetProperty("type").GetString() == "unanswerable");

    private static Figure Share(string name, string figure, JsonElement[] rows, Func<JsonElement, bool> counts) =>
        new(name, figure, rows.Length == 0 ? 0 : 100.0 * rows.Count(counts) / rows.Length, $"% of {rows.Length}");

    private static string Text(JsonNode row, int passages, int lengthMax)
    {
        string text = string.Join('\n', row["passages"]!.AsArray().Take(passages).Select(passage => passage!["text"]!.GetValue<string>()));
        return text.Length <= lengthMax ? text : text[..lengthMax];
    }

    private static JsonObject Instead(JsonNode row, string text) =>
        new()
        {
            ["id"] = row["id"]!.GetValue<string>(),
            ["answer"] = text,
            ["abstained"] = false,
        };

    private sealed class Judge(string scorer, string questions, string work)
    {
        internal async Task<JsonElement[]> OfAsync(IEnumerable<JsonNode> answers, CancellationToken cancellationToken)
        {
            string judged = Path.Combine(work, "judged.jsonl");
            string verdicts = Path.Combine(work, "verdicts.jsonl");
            await File.WriteAllLinesAsync(judged, answers.Select(row => row.ToJsonString()), cancellationToken);
            await BenchmarkProgram.RunAsync(["python3", scorer, questions, judged, "--json", verdicts], _ => { }, cancellationToken);
            return [.. (await File.ReadAllLinesAsync(verdicts, cancellationToken)).Select(line => JsonDocument.Parse(line).RootElement)];
        }
    }
}
