namespace RagCluster.Storage.Postgres.Connections;

/// <summary>
/// Remembers that the server did not answer a moment ago, so that callers in line hear of it at once instead of each waiting for a
/// timeout of its own. After a quarter of a second the next caller tries again.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class Outage(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private long _failedAt;

    /// <summary>Refuses a caller who would only wait.</summary>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the server did not answer a moment ago.</exception>
    public void ThrowIfRecent()
    {
        long failedAt = Volatile.Read(ref _failedAt);
        if (failedAt != 0 && time.GetElapsedTime(failedAt) < Pause)
        {
            throw PostgresFailure.Unavailable(null);
        }
    }

    /// <summary>The server does not answer.</summary>
    public void Begin() => Volatile.Write(ref _failedAt, time.GetTimestamp());

    /// <summary>The server answers.</summary>
    public void End() => Volatile.Write(ref _failedAt, 0);
}
