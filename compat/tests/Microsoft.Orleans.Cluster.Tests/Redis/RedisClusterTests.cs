using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Xunit.Abstractions;

namespace Orleans.Cluster.Tests.Redis;

/// <summary>Silos whose members are in Redis, while Redis comes and goes. Promises T4 and T4b.</summary>
public sealed class RedisClusterTests(ITestOutputHelper output) : IAsyncLifetime
{
    private RedisServer _redis = null!;

    public async Task InitializeAsync() => _redis = await RedisServer.StartAsync();

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    [Fact]
    public async Task KilledSilo_GrainsAreSoonElsewhere()
    {
        RedisSilo[] silos = await StartAsync(3);
        foreach (int i in Enumerable.Range(0, 30))
            await silos[0].Grains.GetGrain<IWhereGrain>(i).Where();
        await silos[2].KillAsync();
        TimeSpan took = await Eventually.HoldsAsync(() => AllAnswerAsync(silos[0], 30), TimeSpan.FromSeconds(10));
        output.WriteLine($"All grains of a killed silo answer after {took.TotalMilliseconds:F0} ms.");
        Assert.Equal(2, silos[0].Membership.View.Active.Length);
        await DisposeAllAsync(silos);
    }

    [Fact]
    public async Task StoppedSilo_LosesNoCall()
    {
        RedisSilo[] silos = await StartAsync(3);
        Assert.True(await AllAnswerAsync(silos[0], 60));
        Task stop = silos[2].DisposeAsync().AsTask();
        int rounds = 0;
        do
        {
            await Task.WhenAll(Enumerable.Range(0, 60).Select(i => AnsweredAsync(silos[rounds % 2], i)));
            rounds++;
        } while (!stop.IsCompleted);
        await stop;
        output.WriteLine($"{rounds * 60} calls while a silo left; none failed.");
        await DisposeAllAsync(silos[..2]);
    }

    /// <summary>A lost table is not read as an empty one; who makes it anew (the server's own table does) has all rows back.</summary>
    [Fact]
    public async Task LostTable_MadeAnew_HasAllRowsWithinTwoHeartbeats()
    {
        RedisSilo[] silos = await StartAsync(3);
        // A silo has started when it is active itself, and hears a little later that the last one is.
        await Eventually.HoldsAsync(
            () => Task.FromResult(silos.All(s => s.Membership.View.Members.Values.Count(m => m.Status == SiloStatus.Active) == 3)),
            TimeSpan.FromSeconds(10)
        );
        ViewEpoch before = silos[0].Membership.View.Epoch;
        await _redis.KillAsync();
        Assert.True(await AllAnswerAsync(silos[1], 50));
        await _redis.RunAsync();
        await using RedisMembershipTable table = Table();
        await Assert.ThrowsAsync<RedisClusteringException>(table.ReadAll);
        Assert.True(await AllAnswerAsync(silos[1], 50));
        await table.InitializeMembershipTable(tryInitTableVersion: true);
        TimeSpan took = await Eventually.HoldsAsync(
            async () => (await table.ReadAll()).Members.Count(m => m.Item1.Status == SiloStatus.Active) == 3,
            TimeSpan.FromSeconds(5)
        );
        output.WriteLine($"All rows are back {took.TotalMilliseconds:F0} ms after the table was.");
        Assert.All(silos, s => Assert.Equal(before, s.Membership.View.Epoch));
        await DisposeAllAsync(silos);
    }

    [Fact]
    public async Task ColdStart_OverRowsOfKilledSilos_IsFast()
    {
        await using (RedisMembershipTable table = Table())
        {
            await table.InitializeMembershipTable(tryInitTableVersion: true);
            foreach (int i in Enumerable.Range(0, 25))
            {
                TableVersion version = (await table.ReadAll()).Version.Next();
                MembershipEntry entry = new()
                {
                    SiloAddress = SiloAddress.New(System.Net.IPAddress.Loopback, 2000 + i, 1 + i),
                    Status = SiloStatus.Active,
                    StatusVersion = version.Version,
                    SiloName = $"former {i}",
                    IAmAliveTime = TimeProvider.System.GetUtcNow().UtcDateTime,
                };
                Assert.True(await table.InsertRow(entry, version));
            }
        }

        long started = TimeProvider.System.GetTimestamp();
        await using RedisSilo silo = await RedisSilo.StartAsync(_redis, "cluster");
        TimeSpan took = TimeProvider.System.GetElapsedTime(started);
        output.WriteLine($"Active over 25 dead rows after {took.TotalMilliseconds:F0} ms.");
        Assert.Equal(silo.Address, Assert.Single(silo.Membership.View.Active));
        Assert.True(took < TimeSpan.FromSeconds(10));
    }

    // A call that was passed on as often as is allowed is rejected: its caller hears of it and asks again, so it is not lost.
    private static async Task AnsweredAsync(RedisSilo silo, int grain)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await silo.Grains.GetGrain<IWhereGrain>(grain).Where();
                return;
            }
            catch (OrleansMessageRejectionException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }

    private static async Task<bool> AllAnswerAsync(RedisSilo silo, int count)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(i => silo.Grains.GetGrain<IWhereGrain>(i).Where()));
            return true;
        }
        catch (SiloUnavailableException)
        {
            return false;
        }
    }

    private static async Task DisposeAllAsync(RedisSilo[] silos)
    {
        foreach (RedisSilo silo in silos)
            await silo.DisposeAsync();
    }

    private RedisMembershipTable Table() =>
        new(
            Options.Create(
                new RedisClusteringOptions
                {
                    ConfigurationOptions = StackExchange.Redis.ConfigurationOptions.Parse(_redis.ConnectionString),
                }
            ),
            Options.Create(new ClusterOptions { ClusterId = "cluster", ServiceId = "tests" }),
            TimeProvider.System
        );

    private async Task<RedisSilo[]> StartAsync(int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => RedisSilo.StartAsync(_redis, "cluster")));
}
