using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Evaluation;
using RagCluster.Cli.Ingestion;
using RagCluster.Cli.Output;
using RagCluster.Cli.Server;
using Spectre.Console;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag eval</c>.</summary>
internal static class EvalCommand
{
    private static readonly string[] Modes = ["bm25", "dense", "hybrid"];

    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals)
    {
        Argument<DirectoryInfo> folder = new("dir")
        {
            Description = "A folder in BEIR format: corpus.jsonl, queries.jsonl, qrels/test.tsv",
        };
        // Test collections judge documents, and theirs are abstracts: one chunk each measures the ranking, not the chunker.
        Option<int> chunkTokens = new("--chunk-tokens") { Description = "The largest chunk in tokens", DefaultValueFactory = _ => 1024 };
        WholeNumber.Within(chunkTokens, 32, 2_048);
        Option<string?> reranker = new("--rerank") { Description = "Also measure hybrid with this reranker; 'default' for the server's" };
        folder.AcceptExistingOnly();
        Command command = new("eval", "Measure nDCG@10, recall@100 and MRR@10; without --server on a temporary server")
        {
            folder,
            chunkTokens,
            reranker,
        };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                BeirCollection data = await BeirCollection.ReadAsync(parse.GetRequiredValue(folder).FullName, cancellationToken);
                bool serverNamed = parse.GetResult(globals.Server) is { Implicit: false };
                using TemporaryFolder temporary = new();
                await using ServerProcess? server = serverNamed
                    ? null
                    : await ServerProcess.StartAsync(0, temporary.Path, showLog: false, cancellationToken);
                using RagClient client = server is null ? globals.Client(parse) : new RagClient(server.Address, null);
                EvaluationResult result = await RunAsync(
                    client,
                    data,
                    (parse.GetValue(chunkTokens), parse.GetValue(reranker)),
                    cancellationToken
                );
                globals.Report(parse).Write(result, Write);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static async Task<EvaluationResult> RunAsync(
        RagClient client,
        BeirCollection data,
        (int ChunkTokens, string? Reranker) wanted,
        CancellationToken cancellationToken
    )
    {
        string name = $"eval-{new string([.. data.Name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').Take(48)])}";
        Evaluator evaluator = new(client, data, name);
        foreach (string line in data.LeftOut)
            Report.Note(line);
        await ProgressLine.RunAsync(
            "Ingesting",
            data.Documents.Count,
            async progress =>
            {
                await evaluator.IngestAsync(wanted.ChunkTokens, progress, cancellationToken);
                return true;
            }
        );
        foreach (string line in evaluator.LeftOut)
            Report.Note(line);
        List<ModeResult> modes = [];
        foreach (string mode in Modes)
        {
            modes.Add(
                await ProgressLine.RunAsync(
                    $"Searching ({mode})",
                    data.Queries.Count,
                    progress => evaluator.RunAsync(mode, null, progress, cancellationToken)
                )
            );
        }

        if (wanted.Reranker is { } reranker)
            modes.Add(
                await ProgressLine.RunAsync(
                    "Searching (reranked)",
                    data.Queries.Count,
                    progress => evaluator.RunAsync("hybrid", reranker, progress, cancellationToken)
                )
            );

        return new EvaluationResult(
            data.Name,
            data.Documents.Count - evaluator.LeftOut.Count,
            data.Queries.Count,
            [.. data.LeftOut, .. evaluator.LeftOut],
            [.. modes]
        );
    }

    private static void Write(EvaluationResult result)
    {
        Terminal.Line(
            $"[bold]{result.Collection}[/]: {result.Documents} documents, {result.Queries} ",
            $"queries{(result.LeftOut.Length > 0 ? $", {result.LeftOut.Length} left out" : "")}"
        );
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("mode")
            .AddColumns(new TableColumn("nDCG@10").RightAligned(), new TableColumn("recall@100").RightAligned())
            .AddColumns(new TableColumn("MRR@10").RightAligned(), new TableColumn("ms/query").RightAligned());
        foreach (ModeResult mode in result.Modes)
        {
            table.AddRow(
                Terminal.Cell(mode.Mode),
                $"{mode.Ndcg10:F4}",
                $"{mode.Recall100:F4}",
                $"{mode.Mrr10:F4}",
                $"{mode.MillisecondsPerQuery:F1}"
            );
        }

        AnsiConsole.Write(table);
    }
}
