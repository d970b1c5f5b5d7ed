using RagCluster.Planning.Queries.Superposition.Consistency;

namespace RagCluster.Planning.Tests.Queries.Superposition.Consistency;

public sealed class ConsistencyGroupTests
{
    private static readonly ConsistencyEpoch First = new(1, "model@1", 1, "c1", 1);

    [Fact]
    public void Swap_FromWhatIsNoLongerCurrent_ChangesNothing()
    {
        ConsistencyGroup group = new(First);
        ConsistencyEpoch second = First with { Number = 2, Embedder = "model@2", IndexGeneration = 2 };
        Assert.True(group.TrySwap(First, second));
        Assert.False(group.TrySwap(First, First with { Number = 2, CacheEpoch = 9 }));
        Assert.Same(second, group.Current);
        Assert.Throws<ArgumentException>(() => group.TrySwap(second, second with { Number = 4 }));
    }

    [Fact]
    public async Task ConcurrentSwaps_LoseNone()
    {
        ConsistencyGroup group = new(First);
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        for (int i = 0; i < 500; i++)
                        {
                            while (true)
                            {
                                ConsistencyEpoch seen = group.Current;
                                Assert.Equal(seen.Number, seen.IndexGeneration);
                                if (group.TrySwap(seen, seen with { Number = seen.Number + 1, IndexGeneration = seen.IndexGeneration + 1 }))
                                    break;
                            }
                        }
                    })
                )
        );
        Assert.Equal(2001, group.Current.Number);
    }
}
