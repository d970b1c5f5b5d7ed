using Microsoft.Extensions.Options;
using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Tests.Shards;

public sealed class ReadPlacesTests
{
    [Fact]
    public async Task RunAsync_MoreThanPlaces_WaitsForTheFirstToEnd()
    {
        using ReadPlaces places = Places(2);
        using ManualResetEventSlim held = new();
        TaskCompletionSource[] begun = [new(), new()];
        int Hold(int number)
        {
            begun[number].SetResult();
            held.Wait();
            return number;
        }

        Task<int>[] two = [RunAsync(places, () => Hold(0)), RunAsync(places, () => Hold(1))];
        await Task.WhenAll(begun.Select(one => one.Task));
        bool isThirdBegun = false;
        Task<int> third = RunAsync(
            places,
            () =>
            {
                isThirdBegun = true;
                return 3;
            }
        );
        // Time enough for a third one that does not wait: with three places this fails.
        await Task.Run(() => { });
        Assert.False(isThirdBegun);

        held.Set();
        int[] read = await Task.WhenAll(two);
        Assert.Equal([0, 1], read);
        Assert.Equal(3, await third);
    }

    [Fact]
    public async Task RunAsync_ReadThatFails_GivesItsPlaceBack()
    {
        using ReadPlaces places = Places(1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync<int>(places, () => throw new InvalidOperationException()));
        Assert.Equal(1, await RunAsync(places, () => 1));
    }

    [Fact]
    public async Task RunAsync_CancelledWhileItWaits_TakesNoPlace()
    {
        using ReadPlaces places = Places(1);
        using ManualResetEventSlim held = new();
        Task<bool> first = RunAsync(places, () => held.Wait(Timeout.Infinite));
        using CancellationTokenSource gone = new();
        bool hasRun = false;
        Task<bool> second = places.RunAsync(() => hasRun = true, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        held.Set();
        Assert.True(await first);
        Assert.Equal(1, await RunAsync(places, () => 1));
        Assert.False(hasRun);
    }

    private static ReadPlaces Places(int count) => new(Options.Create(new ShardFilesOptions { ReadsAtOnce = count }));

    private static Task<T> RunAsync<T>(ReadPlaces places, Func<T> read) => places.RunAsync(read, CancellationToken.None);
}
