using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace RagCluster.Client.Http;

/// <summary>
/// Server-sent events with ids: a stream that breaks off is taken up again where it ended, as long as each attempt brings something; a silo
/// that ends takes its streams with it.
/// </summary>
/// <param name="connection">The server.</param>
/// <param name="time">The clock.</param>
internal sealed class ResumedEvents(RagConnection connection, TimeProvider time)
{
    private const int FruitlessMax = 5;
    private static readonly TimeSpan ReconnectionDefault = TimeSpan.FromSeconds(1);

    /// <summary>The events until the last one.</summary>
    /// <param name="call">What is asked, each time.</param>
    /// <param name="last">The name of the last event.</param>
    /// <param name="broken">What is said of a stream that breaks off again and again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagClientException">It failed before the first event, or the server is away for good.</exception>
    internal async IAsyncEnumerable<SseItem<string>> ReadAsync(
        RagCall call,
        string last,
        string broken,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string? seen = null;
        bool hasBegun = false;
        TimeSpan pause = ReconnectionDefault;
        for (int fruitless = 0; fruitless <= FruitlessMax; fruitless++)
        {
            IAsyncEnumerator<SseItem<string>> events = connection
                .ReadEventsAsync(call with { LastEventId = seen }, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            await using (events.ConfigureAwait(false))
            {
                while (await NextAsync(events, mayResume: fruitless < FruitlessMax && seen is not null).ConfigureAwait(false) is { } item)
                {
                    (seen, hasBegun, fruitless, pause) = (item.EventId ?? seen, true, 0, item.ReconnectionInterval ?? pause);
                    yield return item;
                    if (item.EventType == last)
                        yield break;
                }
            }

            // An earlier server gives no ids: asked again, it would begin anew.
            if (hasBegun && seen is null)
                break;
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }

        throw new RagClientException(RagFailure.Interrupted, broken);
    }

    // Null where the stream ended, or broke off and may be resumed.
    private static async Task<SseItem<string>?> NextAsync(IAsyncEnumerator<SseItem<string>> events, bool mayResume)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false) ? events.Current : null;
        }
        catch (RagClientException broken) when (broken.Failure is RagFailure.Interrupted or RagFailure.Unreachable && mayResume)
        {
            return null;
        }
    }
}
