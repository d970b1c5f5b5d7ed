using System.Runtime.CompilerServices;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Calls;

/// <summary>Results that come one after another.</summary>
[Collection(ClusterTests.Name)]
public sealed class EnumerationTests(ClusterFixture fixture)
{
    public interface IStreamingGrain : IGrainWithStringKey
    {
        IAsyncEnumerable<int> Count(int count, CancellationToken cancellationToken = default);

        IAsyncEnumerable<int> CountSlowly(int count, string gate, CancellationToken cancellationToken = default);

        IAsyncEnumerable<int> FailAfter(int count);

        Task<int> SumOf(string other, int count);

        Task<int> Ping();
    }

    public sealed class StreamingGrain : Grain, IStreamingGrain
    {
        public async IAsyncEnumerable<int> Count(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (int i = 0; i < count; i++)
            {
                if (i % 7 == 0)
                    await Task.Yield();
                yield return i;
            }
        }

        public async IAsyncEnumerable<int> CountSlowly(int count, string gate, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            try
            {
                for (int i = 0; i < count; i++)
                {
                    yield return i;
                    await Gate.Named(gate).PassAsync(cancellationToken);
                }
            }
            finally
            {
                Gate.Named(gate + "/end").Mark();
            }
        }

        public async IAsyncEnumerable<int> FailAfter(int count)
        {
            for (int i = 0; i < count; i++)
                yield return i;
            await Task.Yield();
            throw new FormatException("after");
        }

        public async Task<int> SumOf(string other, int count)
        {
            int sum = 0;
            await foreach (int value in GrainFactory.GetGrain<IStreamingGrain>(other).Count(count))
                sum += value;
            return sum;
        }

        public Task<int> Ping() => Task.FromResult(1);
    }

    private IStreamingGrain NewGrain() => fixture.Client.GetGrain<IStreamingGrain>(Gate.NewName());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(250)]
    public async Task Elements_ArriveInOrder(int count)
    {
        List<int> seen = new();
        await foreach (int value in NewGrain().Count(count))
            seen.Add(value);
        Assert.Equal(Enumerable.Range(0, count), seen);
    }

    [Fact]
    public async Task BatchSize_ChangesNothingElse()
    {
        List<int> seen = new();
        await foreach (int value in NewGrain().Count(20).WithBatchSize(3))
            seen.Add(value);
        Assert.Equal(Enumerable.Range(0, 20), seen);
    }

    [Fact]
    public async Task Element_ArrivesBeforeTheNextIsMade()
    {
        (IStreamingGrain? grain, string? gate) = (NewGrain(), Gate.NewName());
        await using IAsyncEnumerator<int> elements = grain.CountSlowly(2, gate).GetAsyncEnumerator();
        Assert.True(await elements.MoveNextAsync());
        Assert.Equal(0, elements.Current);
        Assert.Equal(1, await grain.Ping());
        Gate.Named(gate).Open();
        Assert.True(await elements.MoveNextAsync());
        Assert.Equal(1, elements.Current);
        Assert.False(await elements.MoveNextAsync());
    }

    [Fact]
    public async Task Leaving_EndsTheEnumerationOnTheGrain()
    {
        string gate = Gate.NewName();
        await foreach (int value in NewGrain().CountSlowly(10, gate))
            break;
        await Gate.Named(gate + "/end").Entered;
    }

    [Fact]
    public async Task Cancelling_EndsBothSides()
    {
        string gate = Gate.NewName();
        using CancellationTokenSource source = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int value in NewGrain().CountSlowly(10, gate).WithCancellation(source.Token))
                await source.CancelAsync();
        });
        await Gate.Named(gate + "/end").Entered;
    }

    [Fact]
    public async Task Exception_ArrivesAfterTheElements()
    {
        int seen = 0;
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (int value in NewGrain().FailAfter(3))
                seen++;
        });
        Assert.Equal(3, seen);
    }

    [Fact]
    public async Task Grain_EnumeratesAnother() => Assert.Equal(4950, await NewGrain().SumOf(Gate.NewName(), 100));
}
