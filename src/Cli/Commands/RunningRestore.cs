using System.CommandLine;
using System.Globalization;
using RagCluster.Cli.Client;
using RagCluster.Cli.Ingestion;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary>Has a running server restore a collection under a new name, and waits for it.</summary>
internal static class RunningRestore
{
    private const string Path = "/api/v1/restores";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Restores a collection.</summary>
    /// <param name="globals">The options of every command.</param>
    /// <param name="parse">The command line.</param>
    /// <param name="what">The backup, the moment, the collection and its new name, as the server wants them.</param>
    /// <param name="cancellationToken">Ends the wait; the server goes on.</param>
    /// <exception cref="RagClientException">It could not be restored.</exception>
    internal static async Task<int> RunAsync(Globals globals, ParseResult parse, RestoreOrder what, CancellationToken cancellationToken)
    {
        using RagClient client = globals.Client(parse);
        RestoreStateView begun = await client.PostAsync<RestoreStateView>(Path, what, cancellationToken);
        RestoreStateView state = begun;
        while (state is { Running: true, PartsTotal: 0 })
            state = await NextAsync(client, cancellationToken);
        if (state.Running)
        {
            state = await ProgressLine.RunAsync(
                $"Restoring {begun.As}",
                state.PartsTotal,
                advance => FollowAsync(client, state, advance, cancellationToken)
            );
        }

        // A server that started anew meanwhile knows nothing of it, and removed what was there.
        if (state.Job != begun.Job || state.As != begun.As || (state.AsOf is null && state.Failure is null))
            throw new RagClientException(
                $"The collection '{begun.As}' was not restored: the server has stopped meanwhile. Restore it again."
            );
        if (state.Failure is { } failure)
            throw new RagClientException($"The collection '{begun.As}' could not be restored: {failure}");
        globals.Report(parse).Write(state, Write);
        return ExitCodes.Ok;
    }

    private static async Task<RestoreStateView> FollowAsync(
        RagClient client,
        RestoreStateView state,
        Action<int> advance,
        CancellationToken cancellationToken
    )
    {
        int shown = 0;
        while (state.Running)
        {
            advance(state.Parts - shown);
            shown = state.Parts;
            state = await NextAsync(client, cancellationToken);
        }

        return state;
    }

    private static async Task<RestoreStateView> NextAsync(RagClient client, CancellationToken cancellationToken)
    {
        await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        return await client.GetAsync<RestoreStateView>($"{Path}/state", cancellationToken);
    }

    private static void Write(RestoreStateView state)
    {
        string moment = state.AsOf!.Value.ToString("O", CultureInfo.InvariantCulture);
        Terminal.Line($"restored: {state.Collection} of {state.Backup} as {state.As}, the state of {moment}, {state.Rows} rows");
    }
}
