using Npgsql;
using RagCluster.Corpus.Errors;

namespace RagCluster.Grains.Tests.Operations;

/// <summary>Errors of libraries that no other silo can read.</summary>
public sealed class ForeignErrorTests(TwoSilos cluster) : IClassFixture<TwoSilos>
{
    private IFailingGrain Grain => cluster.Grains.GetGrain<IFailingGrain>("any");

    [Fact]
    public async Task ErrorOfALibrary_ReachesTheCallerAsItsText()
    {
        Exception error = await Assert.ThrowsAnyAsync<Exception>(Grain.FailAsync);
        Assert.Contains("NpgsqlException", error.Message, StringComparison.Ordinal);
        Assert.Contains("The server hung up.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorWithSuchACause_KeepsItsMeaning()
    {
        RagException error = await Assert.ThrowsAsync<RagException>(Grain.FailWithCauseAsync);
        Assert.Equal((ErrorKind.Unavailable, "storage-unavailable", TimeSpan.FromSeconds(2)), (error.Kind, error.Code, error.RetryAfter));
        Assert.Contains("The server hung up.", error.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CauseOfTheFramework_StaysAsItIs()
    {
        IOException cause = new("torn", new TimeoutException());
        Assert.Same(cause, PortableCause.Of(cause));
        Assert.Null(PortableCause.Of(null));
    }

    [Fact]
    public void CauseWithinOthers_IsFound()
    {
        Exception portable = PortableCause.Of(new AggregateException(new IOException(), new NpgsqlException("deep")))!;
        Assert.IsType<Exception>(portable);
        Assert.Contains("deep", portable.Message, StringComparison.Ordinal);
    }
}
