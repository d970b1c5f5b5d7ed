using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using Spectre.Console;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag models update-all</c>.</summary>
internal static class ModelUpdate
{
    private const string Failed = "failed";

    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals)
    {
        Command command = new("update-all", "Verify every model that is here, and download again what differs from the registry");
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                ListView<ModelUpdateView> updates = await client.PostAsync<ListView<ModelUpdateView>>(
                    "/api/v1/models/update-all",
                    null,
                    cancellationToken
                );
                globals.Report(parse).Write(updates.Data, Write);
                return Array.Exists(updates.Data, update => update.Outcome == Failed) ? ExitCodes.Failed : ExitCodes.Ok;
            }
        );
        return command;
    }

    private static void Write(ModelUpdateView[] updates)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("model", "outcome", "revision", "why");
        foreach (ModelUpdateView update in updates)
            table.AddRow([
                Terminal.Cell(update.Name),
                Terminal.Cell(update.Outcome),
                Terminal.Cell(update.Revision),
                Terminal.Cell(update.Message ?? ""),
            ]);
        AnsiConsole.Write(table);
    }
}
