using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Ingestion;
using RagCluster.Cli.Ingestion.Disk;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag ingest</c>.</summary>
internal static class IngestCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals)
    {
        Argument<string[]> paths = new("path") { Description = "Files and folders", Arity = ArgumentArity.OneOrMore };
        Option<string> collection = new("--collection", "-c")
        {
            Description = "The collection, created if missing",
            DefaultValueFactory = _ => "main",
        };
        Option<string?> language = new("--language")
        {
            Description =
                "The language of the collection's texts, fixed when it is created (server's default: en); multi for none or several",
        };
        Choice.Among(language, "en", "de", "fr", "es", "it", "pt", "ru", "nl", "ar", "zh", "ja", "multi");
        Command command = new("ingest", "Send files and folders to the server; repeat the command to resume it")
        {
            paths,
            collection,
            language,
        };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                FoundFiles found = FileFinder.Find(DiskReader.Current, parse.GetRequiredValue(paths));
                using RagClient client = globals.Client(parse);
                Uploader uploader = new(client, parse.GetRequiredValue(collection), parse.GetValue(language));
                IngestResult result = await ProgressLine.RunAsync(
                    "Ingesting",
                    found.Files.Count,
                    progress => uploader.SendAsync(found, progress, cancellationToken)
                );
                globals.Report(parse).Write(result, Write);
                if (found.HiddenCount > 0)
                    Report.Note($"Left out: {found.HiddenCount} files or folders whose names begin with a dot. Name one to ingest it.");
                return result.IsComplete ? ExitCodes.Ok : ExitCodes.Failed;
            }
        );
        return command;
    }

    /// <summary>Writes a result for a person.</summary>
    internal static void Write(IngestResult result)
    {
        double rate = result.Seconds > 0 ? result.NewChunks / result.Seconds : 0;
        Terminal.Line(
            $"[bold]{result.Files} files[/]: {result.Indexed} indexed, {result.Unchanged} unchanged, {result.Superseded} ",
            $"superseded, {result.Failed.Length} failed{Skipped(result)}; {result.NewChunks} new chunks in {result.Seconds:F1} s ",
            $"({rate:F0} chunks/s)"
        );
        foreach (JobDocumentView failed in result.Failed)
        {
            Terminal.Line($"  [red]{failed.Name}[/]: {failed.Error?.Message} [grey]({failed.Error?.Code})[/]");
        }

        foreach (SkippedFile skipped in result.Skipped)
        {
            Terminal.Line($"  [yellow]{skipped.Name}[/]: skipped. {skipped.Reason}");
        }
    }

    private static string Skipped(IngestResult result) => result.Skipped.Length > 0 ? $", {result.Skipped.Length} skipped" : "";
}
