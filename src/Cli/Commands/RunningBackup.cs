using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary>Has a running server take a backup, and waits for it.</summary>
internal static class RunningBackup
{
    private const string Path = "/api/v1/backups";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Takes a backup. One that runs already is waited for first, since it may have begun before what should be in this one.
    /// </summary>
    /// <param name="globals">The options of every command.</param>
    /// <param name="parse">The command line.</param>
    /// <param name="isConfiguration">Whether it holds no documents.</param>
    /// <param name="cancellationToken">Ends the wait; the server goes on.</param>
    /// <exception cref="RagClientException">The backup could not be taken.</exception>
    internal static async Task<int> TakeAsync(Globals globals, ParseResult parse, bool isConfiguration, CancellationToken cancellationToken)
    {
        using RagClient client = globals.Client(parse);
        await UntilIdleAsync(client, cancellationToken);
        await client.PostAsync<BackupStateView>($"{Path}?kind={(isConfiguration ? "configuration" : "full")}", null, cancellationToken);
        BackupStateView state = await UntilIdleAsync(client, cancellationToken);
        if (state.Ending is not { } name)
            throw new RagClientException($"The backup could not be taken: {state.Failure ?? "the server that took it has stopped"}");
        BackupsView all = await client.GetAsync<BackupsView>(Path, cancellationToken);
        BackupView taken =
            all.Data.FirstOrDefault(one => one.Name == name) ?? throw new RagClientException($"The backup {name} is not there any more.");
        globals.Report(parse).Write(taken, Write);
        return ExitCodes.Ok;
    }

    private static async Task<BackupStateView> UntilIdleAsync(RagClient client, CancellationToken cancellationToken)
    {
        BackupStateView state;
        while ((state = await client.GetAsync<BackupStateView>($"{Path}/state", cancellationToken)).Running)
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        return state;
    }

    private static void Write(BackupView backup) =>
        Terminal.Line(
            $"{backup.Name}  {backup.Kind}, {backup.Rows} rows, {backup.Bytes} bytes of which {backup.OwnBytes} are new, ",
            $"{backup.Encryption ?? "not encrypted"}, verified"
        );
}
