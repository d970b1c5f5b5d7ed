using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Shards;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Shards;

/// <summary>When a shard map follows its collection's settings, and which map an activation begins with.</summary>
public sealed class ShardMapSettingsTests
{
    private readonly ManualTime _time = new();
    private readonly ShardMapSettings _settings;
    private CollectionSettings _present = new() { ShardCount = 2 };
    private int _reads;

    public ShardMapSettingsTests() =>
        _settings = new ShardMapSettings(
            _ =>
            {
                _reads++;
                return Task.FromResult(_present);
            },
            _time
        );

    [Fact]
    public async Task Settings_AreReadAgainAfterAPeriod_OrWhenTheyExpire()
    {
        ShardMap map = new(3, await _settings.ReadAsync(default), []);
        _present = _present with { ReplicaCount = 2 };
        Assert.Same(map, await _settings.ApplyAsync(map, default));
        Assert.Equal(1, _reads);
        _time.Advance(ShardMapSettings.Period);
        ShardMap changed = await _settings.ApplyAsync(map, default);
        Assert.Equal((4, _present), (changed.Generation, changed.Settings));
        _settings.Expire();
        Assert.Same(changed, await _settings.ApplyAsync(changed, default));
        Assert.Equal(3, _reads);
    }

    [Fact]
    public void AStoredMap_IsGoneOnWith_UnlessItIsOfOtherShards()
    {
        StoredShardMap stored = new(new ShardMap(7, _present, [new ShardReplica(0, "a", ReplicaPhase.Serving, _time.GetUtcNow())]), 9);
        CollectionSettings more = _present with { ReplicaCount = 2 };
        StoredShardMap begun = StoredShardMap.Begin(stored, more);
        Assert.Equal((7, 9, more), (begun.Map.Generation, begun.Version, begun.Map.Settings));
        Assert.Same(stored.Map.Replicas, begun.Map.Replicas);
        foreach (
            StoredShardMap anew in (StoredShardMap[])
                [StoredShardMap.Begin(null, more), StoredShardMap.Begin(stored, more with { ShardCount = 3 })]
        )
            Assert.Equal((0, null, 0), (anew.Map.Generation, anew.Version, anew.Map.Replicas.Length));
    }
}
