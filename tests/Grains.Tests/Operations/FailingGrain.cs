using Npgsql;
using RagCluster.Corpus.Errors;

namespace RagCluster.Grains.Tests.Operations;

public sealed class FailingGrain : Grain, IFailingGrain
{
    public Task FailAsync() => throw new NpgsqlException("The server hung up.");

    public Task FailWithCauseAsync() =>
        throw new RagException(
            ErrorKind.Unavailable,
            "storage-unavailable",
            "Not now.",
            innerException: new NpgsqlException("The server hung up.")
        )
        {
            RetryAfter = TimeSpan.FromSeconds(2),
        };
}
