using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace RagCluster.Grains.Inference;

/// <summary>
/// A call that finds out whether a chat model that was left alone writes again. Its reader waits a short while for the first word. The call
/// goes on without him, so that a model which only needs longer is found out to be well.
/// </summary>
/// <param name="call">Calls the model.</param>
/// <param name="time">The clock.</param>
/// <param name="written">Called when a first word comes after the reader has left.</param>
/// <param name="failed">Called when none comes.</param>
internal sealed class ChatTrial(
    Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> call,
    TimeProvider time,
    Action written,
    Action<Exception> failed
)
{
    /// <summary>How long a reader waits for the first word of a model that has failed before.</summary>
    internal static readonly TimeSpan FirstWordMax = TimeSpan.FromSeconds(3);

    /// <summary>The model's words, if the first comes soon enough.</summary>
    /// <param name="cancellationToken">The reader leaves.</param>
    internal async IAsyncEnumerable<ChatResponseUpdate> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CancellationTokenSource ended = new(ChatBreakerOptions.BreakerPauseMax, time);
        IAsyncEnumerator<ChatResponseUpdate> updates = call(ended.Token).GetAsyncEnumerator(ended.Token);
        Task<bool> first = Task.Run(() => updates.MoveNextAsync().AsTask(), CancellationToken.None);
        await Task.WhenAny(first, Task.Delay(FirstWordMax, time, cancellationToken));
        if (!first.IsCompleted)
        {
            _ = JudgeAsync(first, updates, ended);
            cancellationToken.ThrowIfCancellationRequested();
            throw GuardedChatClient.Resting();
        }

        using (ended)
        {
            ended.CancelAfter(Timeout.InfiniteTimeSpan);
            await using CancellationTokenRegistration leaving = cancellationToken.Register(ended.Cancel);
            await using (updates)
            {
                for (bool hasNext = await first; hasNext; hasNext = await updates.MoveNextAsync())
                    yield return updates.Current;
            }
        }
    }

    private async Task JudgeAsync(Task<bool> first, IAsyncEnumerator<ChatResponseUpdate> updates, CancellationTokenSource ended)
    {
        try
        {
            if (await first)
                written();
        }
        catch (Exception error)
        {
            // The edge to another process: whatever its client throws, it failed.
            failed(error);
        }
        finally
        {
            await ended.CancelAsync();
            await updates.DisposeAsync();
            ended.Dispose();
        }
    }
}
