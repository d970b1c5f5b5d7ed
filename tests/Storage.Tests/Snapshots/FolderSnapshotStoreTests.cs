using RagCluster.Shards.Snapshots;
using RagCluster.Storage.Snapshots;
using RagCluster.Storage.Tests.Conformance;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Snapshots;

public sealed class FolderSnapshotStoreTests : SnapshotStoreConformance, IDisposable
{
    private readonly TempFolder _folder = new();

    public FolderSnapshotStoreTests() => Store = new FolderSnapshotStore(_folder.File("store"), new DurableShardDisk());

    protected override ISnapshotStore Store { get; }

    protected override int Held =>
        Directory.Exists(_folder.File("store"))
            ? Directory.EnumerateFiles(_folder.File("store"), "*", SearchOption.AllDirectories).Count()
            : 0;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatTheSystemRefuses_IsAnIOException()
    {
        await Store.PutAsync("t/a/b", [Bytes(10)], None);
        await Assert.ThrowsAnyAsync<IOException>(() => Store.PutAsync("t/a", [Bytes(10)], None));
        await Assert.ThrowsAnyAsync<IOException>(() => Store.PutAsync("t/a/b/c", [Bytes(10)], None));
        Assert.Equal(1, Held);
    }
}
