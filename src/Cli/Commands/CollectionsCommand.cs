using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Ingestion.Disk;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag collections list|model</c>.</summary>
internal static class CollectionsCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals) =>
        new("collections", "List the collections, and change the embedding model or the prompt of one")
        {
            List(globals),
            Model(globals),
            Prompt(globals),
        };

    private static Command List(Globals globals)
    {
        Command command = new("list", "Show the collections and their models");
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                CollectionView[] collections = await client.ListCollectionsAsync(cancellationToken);
                globals.Report(parse).Write(collections, all => Array.ForEach(all, Write));
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Model(Globals globals)
    {
        Argument<string> name = new("name") { Description = "The collection" };
        Option<string?> to = new("--to") { Description = "The embedding model that is to answer; 'rag models list' shows them" };
        Option<bool> cancel = new("--cancel") { Description = "Cancel the change that goes on: the old model stays" };
        Option<bool> noWait = new("--no-wait") { Description = "Begin the change and return" };
        Command command = new("model", "Show or change a collection's embedding model while it answers; Ctrl-C leaves the change going on")
        {
            name,
            to,
            cancel,
            noWait,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(cancel) && result.GetValue(to) is not null)
                result.AddError("Give either --to or --cancel.");
        });
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                ModelChanges changes = new(client, parse.GetRequiredValue(name));
                Report report = globals.Report(parse);
                if (parse.GetValue(to) is { } model)
                    return await changes.ChangeAsync(model, parse.GetValue(noWait), report, cancellationToken);
                if (parse.GetValue(cancel))
                    return await changes.CancelAsync(report, cancellationToken);
                report.Write(await changes.GetAsync(cancellationToken), Write);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Prompt(Globals globals)
    {
        Argument<string> name = new("name") { Description = "The collection" };
        Option<string?> to = new("--to") { Description = "The template, with the places {passages} and {question}; empty for the default" };
        Option<FileInfo> file = new Option<FileInfo>("--file") { Description = "The file that holds the template" }.AcceptExistingOnly();
        Command command = new("prompt", "Show or change what a chat model is asked about a collection") { name, to, file };
        command.Validators.Add(result =>
        {
            if (result.GetResult(file) is not null && result.GetResult(to) is not null)
                result.AddError("Give either --to or --file.");
        });
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string path = $"/api/v1/collections/{Uri.EscapeDataString(parse.GetRequiredValue(name))}";
                string? prompt = parse.GetValue(file) is { } from
                    ? await NamedFile.ReadTextAsync(from, cancellationToken)
                    : parse.GetValue(to);
                CollectionView shown = prompt is null
                    ? await client.GetAsync<CollectionView>(path, cancellationToken)
                    : await client.PatchAsync<CollectionView>(path, new { prompt }, cancellationToken);
                globals
                    .Report(parse)
                    .Write(
                        shown,
                        it => Terminal.Line($"{(it.Prompt.Length > 0 ? it.Prompt : "The default: {passages}Question: {question}")}")
                    );
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static void Write(CollectionView collection)
    {
        string change = collection.ModelChange switch
        {
            null => "",
            { Status: "building" } building => $"; changing to {building.Model} (job {building.JobId})",
            { } retiring => $"; the vectors of {retiring.Model} are being retired (job {retiring.JobId})",
        };
        Terminal.Line(
            $"[bold]{collection.Name}[/]: {collection.Model}, {collection.Documents} documents, {collection.Chunks} chunks{change}"
        );
    }
}
