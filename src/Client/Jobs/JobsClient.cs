using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using RagCluster.Client.Http;

namespace RagCluster.Client.Jobs;

/// <summary>The jobs.</summary>
public sealed class JobsClient
{
    private readonly RagConnection _connection;
    private readonly ResumedEvents _events;

    internal JobsClient(RagConnection connection, TimeProvider time)
    {
        _connection = connection;
        _events = new ResumedEvents(connection, time);
    }

    /// <summary>A job as it stands.</summary>
    /// <exception cref="RagClientException">There is none of this id, or the call failed otherwise.</exception>
    public Task<Job> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync<Job>(RagCall.Get(Path(id)), cancellationToken);

    /// <summary>A job each time that something in it changes, last when it is finished; a stream that breaks off is resumed.</summary>
    /// <exception cref="RagClientException">There is none of this id, or the server is away for good.</exception>
    public async IAsyncEnumerable<Job> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string broken = $"The events of job {id} break off again and again.";
        await foreach (
            SseItem<string> item in _events
                .ReadAsync(RagCall.Get($"{Path(id)}/events"), "done", broken, cancellationToken)
                .ConfigureAwait(false)
        )
            yield return _connection.Read<Job>(item.Data);
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

    private static string Path(string id) => $"/api/v1/jobs/{RagCall.Part(id)}";
}
