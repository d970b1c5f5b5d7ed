using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using Spectre.Console;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag status</c>.</summary>
internal static class StatusCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals)
    {
        Command command = new("status", "Show a server's version, load and collections");
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                StatusView status = await client.GetAsync<StatusView>("/api/v1/status", cancellationToken);
                CollectionView[] collections = await client.ListCollectionsAsync(cancellationToken);
                globals.Report(parse).Write(new { status, collections }, shown => Write(shown.status, shown.collections));
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static void Write(StatusView status, CollectionView[] collections)
    {
        Terminal.Line(
            $"[bold]RagCluster {status.Version}[/] on {status.Engine}: up ",
            $"{TimeSpan.FromSeconds(status.UptimeSeconds):d\\.hh\\:mm\\:ss}, {status.WorkingSetBytes / 1048576.0:F0} MiB, ",
            $"{status.Silos} silo(s), {status.Activations} activations"
        );
        Terminal.Line($"answers: {Answers(status)}");
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("collection", "model")
            .AddColumns(
                new TableColumn("documents").RightAligned(),
                new TableColumn("indexed").RightAligned(),
                new TableColumn("pending").RightAligned()
            )
            .AddColumns(new TableColumn("failed").RightAligned(), new TableColumn("chunks").RightAligned());
        foreach (CollectionView c in collections)
        {
            table.AddRow([
                Terminal.Cell(c.Name),
                Terminal.Cell(c.Model),
                $"{c.Documents}",
                $"{c.Indexed}",
                $"{c.Pending}",
                $"{c.Failed}",
                $"{c.Chunks}",
            ]);
        }

        AnsiConsole.Write(table);
        foreach (
            IGrouping<string, GrainView> silo in status
                .Grains.GroupBy(grain => grain.Silo)
                .OrderBy(silo => silo.Key, StringComparer.Ordinal)
        )
        {
            Terminal.Line($"  [bold]{silo.Key}[/]: {silo.Sum(grain => grain.Activations)} activations");
        }

        foreach (GrainView grain in status.Grains)
        {
            Terminal.Line($"  [grey]{grain.Grain, -24} {grain.Activations, 6} on {grain.Silo}[/]");
        }
    }

    private static string Answers(StatusView status) =>
        status switch
        {
            { ChatModel: null } => "quoted from the documents; no chat model is set",
            { ChatModelRestsUntil: { } until } =>
                $"quoted from the documents; {status.ChatModel} failed several times and is left alone until "
                    + $"{until.ToLocalTime():HH:mm:ss}",
            _ => $"written by {status.ChatModel}",
        };
}
