using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;

namespace RagCluster.Grains.Collections;

/// <summary>
/// The work of a collection's changes of model between the calls: it takes step after step, and tries a step that failed again after a
/// pause that doubles. Each step begins with what the store says, so it does not matter where the last attempt ended. Not safe for
/// concurrent use: the grain's turn guards it.
/// </summary>
/// <param name="collection">The collection.</param>
/// <param name="advance">Takes a change's next step; false when none is left.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="log">Says what failed.</param>
internal sealed partial class ModelChangeWork(
    CollectionId collection,
    Func<string, CancellationToken, Task<bool>> advance,
    TimeProvider time,
    ILogger log
)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (Task Task, CancellationTokenSource Stop)> _running = new(StringComparer.Ordinal);

    /// <summary>Goes on with a change unless that is being done. Returns at once.</summary>
    internal void Resume(string jobId)
    {
        if (_running.TryGetValue(jobId, out (Task Task, CancellationTokenSource Stop) running) && !running.Task.IsCompleted)
            return;
        CancellationTokenSource stop = new();
        _running[jobId] = (RunAsync(jobId, stop.Token), stop);
    }

    /// <summary>Ends the work on a change; returns once it has ended.</summary>
    internal async Task StopAsync(string jobId)
    {
        if (!_running.Remove(jobId, out (Task Task, CancellationTokenSource Stop) running))
            return;
        await running.Stop.CancelAsync();
        await running.Task;
        running.Stop.Dispose();
    }

    /// <summary>Ends all work.</summary>
    internal async Task StopAllAsync()
    {
        foreach (string jobId in _running.Keys.ToArray())
            await StopAsync(jobId);
    }

    private async Task RunAsync(string jobId, CancellationToken cancellationToken)
    {
        TimeSpan pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!await advance(jobId, cancellationToken))
                    break;
                pause = FirstPause;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is RagException or TimeoutException or OrleansException or IOException)
            {
                LogTrouble(error, collection, pause.TotalSeconds);
                await Task.Delay(pause, time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
            }
        }

        LogEnded(collection);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The change of the model of {Collection} has ended")]
    private partial void LogEnded(CollectionId collection);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The change of the model of {Collection} does not get on; it is tried again in {Seconds} s"
    )]
    private partial void LogTrouble(Exception error, CollectionId collection, double seconds);
}
