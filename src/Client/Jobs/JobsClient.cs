using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using RagCluster.Client.Http;

namespace RagCluster.Client.Jobs;

/// <summary>The jobs.</summary>
public sealed class JobsClient
{
    // A stream that broke off is taken up again where it ended, as long as each attempt brings something; a silo that ends takes its
    // streams with it.
    private const int FruitlessMax = 5;
    private static readonly TimeSpan ReconnectionDefault = TimeSpan.FromSeconds(1);
    private readonly RagConnection _connection;
    private readonly TimeProvider _time;

    internal JobsClient(RagConnection connection, TimeProvider time)
    {
        _connection = connection;
        _time = time;
    }

    /// <summary>A job as it stands.</summary>
    /// <exception cref="RagClientException">There is none of this id, or the call failed otherwise.</exception>
    public Task<Job> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync<Job>(RagCall.Get(Path(id)), cancellationToken);

    /// <summary>A job each time that something in it changes, last when it is finished; a stream that breaks off is resumed.</summary>
    /// <exception cref="RagClientException">There is none of this id, or the server is away for good.</exception>
    public async IAsyncEnumerable<Job> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? seen = null;
        int fruitless = 0;
        TimeSpan pause = ReconnectionDefault;
        while (true)
        {
            IAsyncEnumerator<SseItem<string>> events = _connection
                .ReadEventsAsync(RagCall.Get($"{Path(id)}/events") with { LastEventId = seen }, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            await using (events.ConfigureAwait(false))
            {
                while (await NextAsync(events, mayResume: fruitless < FruitlessMax && seen is not null).ConfigureAwait(false) is { } item)
                {
                    (seen, fruitless, pause) = (item.EventId ?? seen, 0, item.ReconnectionInterval ?? pause);
                    yield return _connection.Read<Job>(item.Data);
                    if (item.EventType == "done")
                        yield break;
                }
            }

            if (++fruitless > FruitlessMax)
                throw new RagClientException(RagFailure.Interrupted, $"The events of job {id} break off again and again.");
            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a job is finished.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="progress">Called each time that something in it changes; null for nobody.</param>
    /// <param name="cancellationToken">Ends the waiting; the job goes on.</param>
    /// <exception cref="RagClientException">There is none of this id, or the server is away for good.</exception>
    public async Task<Job> WaitAsync(string id, Action<Job>? progress = null, CancellationToken cancellationToken = default)
    {
        Job? last = null;
        await foreach (Job job in WatchAsync(id, cancellationToken).ConfigureAwait(false))
        {
            last = job;
            progress?.Invoke(job);
        }

        // The stream always ends with the job.
        return last!;
    }

    /// <summary>Cancels a change of model, whose former model goes on.</summary>
    /// <exception cref="RagClientException">The new model answers already (409), or the call failed otherwise.</exception>
    public Task<Job> CancelAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync<Job>(new RagCall(HttpMethod.Delete, Path(id)) { TakesKey = true }, cancellationToken);

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

    private static string Path(string id) => $"/api/v1/jobs/{RagCall.Part(id)}";
}
