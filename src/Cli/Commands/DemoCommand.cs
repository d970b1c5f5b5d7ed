using System.CommandLine;
using System.Diagnostics;
using RagCluster.Cli.Client;
using RagCluster.Cli.Ingestion;
using RagCluster.Cli.Ingestion.Disk;
using RagCluster.Cli.Output;
using RagCluster.Cli.Server;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag demo</c>.</summary>
internal static class DemoCommand
{
    private const string Collection = "demo";

    private static readonly string[] Questions =
    [
        "How many litres until the Brevik One asks for descaling?",
        "How long is the warranty on the heater and pump of the Brevik One?",
        "How many days do I have to return a machine?",
    ];

    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals)
    {
        Option<bool> exit = new("--exit") { Description = "End after the answers instead of serving on" };
        Option<int> port = new("--port") { Description = "The port on 127.0.0.1; 0 takes a free one", DefaultValueFactory = _ => 0 };
        WholeNumber.Within(port, 0, 65_535);
        Option<DirectoryInfo> samples = new("--samples")
        {
            Description = "The folder with the sample documents",
            DefaultValueFactory = _ => new DirectoryInfo("samples"),
        };
        Command command = new("demo", "Start a server, ingest the samples and ask three questions") { exit, port, samples };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                long began = Stopwatch.GetTimestamp();
                using TemporaryFolder data = new();
                Report.Note("Starting a server with a data folder of its own …");
                await using ServerProcess server = await ServerProcess.StartAsync(
                    parse.GetValue(port),
                    data.Path,
                    showLog: false,
                    cancellationToken
                );
                Report.Note($"Serving at {server.Address} after {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s.");
                using RagClient client = new(server.Address, null);
                bool allCited = await RunAsync(client, parse.GetRequiredValue(samples).FullName, globals.Report(parse), cancellationToken);
                Report.Note($"Demo finished {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s after the start.");
                if (!allCited || parse.GetValue(exit))
                    return allCited ? ExitCodes.Ok : ExitCodes.Failed;
                Report.Note($"Open {new Uri(server.Address, $"#c={Collection}")} to ask more. Ctrl-C ends the demo.");
                return await UpCommand.KeepAsync(server, cancellationToken);
            }
        );
        return command;
    }

    private static async Task<bool> RunAsync(RagClient client, string samples, Report report, CancellationToken cancellationToken)
    {
        FoundFiles found = FileFinder.Find(DiskReader.Current, [samples]);
        IngestResult ingested = await ProgressLine.RunAsync(
            "Ingesting samples",
            found.Files.Count,
            progress => new Uploader(client, Collection).SendAsync(found, progress, cancellationToken)
        );
        if (!report.AsJson)
            IngestCommand.Write(ingested);
        List<AnswerView> answers = [];
        foreach (string question in Questions)
        {
            AnswerView answer = await client.AskAsync(Collection, new(question), cancellationToken);
            answers.Add(answer);
            if (!report.AsJson)
                AnswerText.Write(answer);
        }

        int checkedQuotes = await CheckQuotesAsync(client, answers, cancellationToken);
        report.Write(
            answers,
            _ => Terminal.Line($"[green]{checkedQuotes} citations checked: every quote stands verbatim at its place in the source.[/]")
        );
        return ingested.Failed.Length == 0 && answers.All(a => !a.Abstained);
    }

    // Trust is earned by checking: each quote is compared with the source's text, fetched anew.
    private static async Task<int> CheckQuotesAsync(RagClient client, List<AnswerView> answers, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (CitationView citation in answers.SelectMany(a => a.Citations))
        {
            string text = await client.GetDocumentTextAsync(Collection, citation.DocumentId, cancellationToken);
            if (citation.End > text.Length || text[citation.Start..citation.End] != citation.Quote)
                throw new RagClientException(
                    $"Citation {citation.Id} of {citation.Title} does not stand in its source at {citation.Start} to {citation.End}."
                );
            count++;
        }

        return count;
    }
}
