using RagCluster.Shards.Snapshots;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>What every snapshot store must do.</summary>
public abstract class SnapshotStoreConformance
{
    private const int Mebibyte = 1 << 20;

    protected static CancellationToken None => CancellationToken.None;

    protected abstract ISnapshotStore Store { get; }

    /// <summary>
    /// How many things the store holds, by looking below it: objects, and what is left of objects that did not come about.
    /// </summary>
    protected abstract int Held { get; }

    // Below, at and above the size at which a bucket gets parts.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8 * Mebibyte)]
    [InlineData((8 * Mebibyte) + 1)]
    [InlineData((20 * Mebibyte) + 3)]
    public async Task Object_ComesBackAsItWasPut(int length)
    {
        byte[] bytes = Bytes(length);
        await Store.PutAsync("t/c/1/0/a.segment", Pieces(bytes), None);
        AssertSame(bytes, await ReadAsync("t/c/1/0/a.segment"));
        Assert.Equal(1, Held);
    }

    [Fact]
    public async Task Put_ReplacesTheObjectOfThatName()
    {
        await Store.PutAsync("t/a", [Bytes(100)], None);
        await Store.PutAsync("t/a", [new byte[] { 7 }], None);
        Assert.Equal([7], await ReadAsync("t/a"));
        Assert.Equal(1, Held);
    }

    [Fact]
    public async Task UnknownName_IsNoObjectAndNoError()
    {
        Assert.Null(await Store.OpenAsync("t/nothing", None));
        await Store.DeleteAsync("t/nothing", None);
        Assert.Empty(await Store.ListAsync("t", None));
    }

    [Fact]
    public async Task DeletedObject_IsGone()
    {
        await Store.PutAsync("t/a", [Bytes(10)], None);
        await Store.DeleteAsync("t/a", None);
        await Store.DeleteAsync("t/a", None);
        Assert.Null(await Store.OpenAsync("t/a", None));
        Assert.Equal(0, Held);
    }

    [Fact]
    public async Task List_HoldsWhatLiesBelowThePath()
    {
        // More than a page of the test's bucket.
        string[] below = [.. Enumerable.Range(0, 8).Select(i => $"t/c/{i}/lineage/{i}.segment"), "t/c/x.manifest"];
        foreach (string name in below.Concat(["t/cc/x.manifest", "t/c.manifest", "u/c/x.manifest"]))
            await Store.PutAsync(name, [Bytes(10)], None);
        IReadOnlyList<StoredObject> held = await Store.ListAsync("t/c", None);
        Assert.Equal(below.Order(StringComparer.Ordinal), held.Select(item => item.Name).Order(StringComparer.Ordinal));
        Assert.All(
            held,
            item =>
                Assert.InRange(item.WrittenAt, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1))
        );
        Assert.Equal("x.manifest", Assert.Single(await Store.ListAsync("u", None)).FileName);
        Assert.Empty(await Store.ListAsync("t/d", None));
    }

    [Fact]
    public async Task AnyName_IsStored()
    {
        string[] names = ["n/with a space", "n/1+1=2&3", "n/100%", "n/äöü-漢字", "n/#?;,@!$'()"];
        foreach (string name in names)
            await Store.PutAsync(name, [Bytes(name.Length)], None);
        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            (await Store.ListAsync("n", None)).Select(item => item.Name).Order(StringComparer.Ordinal)
        );
        foreach (string name in names)
        {
            Assert.Equal(Bytes(name.Length), await ReadAsync(name));
            await Store.DeleteAsync(name, None);
        }

        Assert.Equal(0, Held);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(20 * Mebibyte)]
    public async Task PutThatFailsHalfWay_LeavesWhatWasThere(int length)
    {
        await Store.PutAsync("t/a", [new byte[] { 7 }], None);
        IOException failure = await Assert.ThrowsAsync<IOException>(() => Store.PutAsync("t/a", Failing(length), None));
        Assert.Equal("The source broke.", failure.Message);
        Assert.Equal([7], await ReadAsync("t/a"));
        Assert.Equal(1, Held);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(20 * Mebibyte)]
    public async Task CancelledPut_LeavesNothing(int length)
    {
        using CancellationTokenSource cancelled = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Store.PutAsync("t/a", Cancelling(length, cancelled), cancelled.Token)
        );
        Assert.Null(await Store.OpenAsync("t/a", None));
        Assert.Equal(0, Held);
    }

    [Fact]
    public async Task Reader_MayTakeItsTime()
    {
        byte[] bytes = Bytes(3 * Mebibyte);
        await Store.PutAsync("t/a", [bytes], None);
        await using Stream content = (await Store.OpenAsync("t/a", None))!;
        byte[] read = new byte[bytes.Length];
        for (int i = 0; i < 24; i++)
        {
            await content.ReadExactlyAsync(read.AsMemory(i * bytes.Length / 24, bytes.Length / 24), None);
            await Store.PutAsync($"t/b{i}", [bytes.AsMemory(0, 1000)], None);
            await Store.ListAsync("t", None);
        }

        AssertSame(bytes, read);
        Assert.Equal(0, await content.ReadAsync(read, None));
    }

    [Fact]
    public async Task WritersOfOneName_LeaveOneObject()
    {
        byte[][] contents = [.. Enumerable.Range(1, 6).Select(i => Bytes(i * 2 * Mebibyte))];
        await Task.WhenAll(contents.Select(content => Store.PutAsync("t/a", Pieces(content), None)));
        byte[] kept = await ReadAsync("t/a");
        Assert.Contains(contents, content => content.AsSpan().SequenceEqual(kept));
        Assert.Equal(1, Held);
    }

    protected static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    // Without the text that a comparison of collections would make of megabytes.
    protected static void AssertSame(byte[] expected, byte[] actual) => Assert.True(expected.AsSpan().SequenceEqual(actual));

    // As a segment's file gives them: blocks of 64 KiB and a rest, some of them empty.
    protected static IEnumerable<ReadOnlyMemory<byte>> Pieces(byte[] bytes)
    {
        for (int at = 0; at < bytes.Length; at += 1 << 16)
        {
            yield return bytes.AsMemory(at, Math.Min(1 << 16, bytes.Length - at));
            yield return ReadOnlyMemory<byte>.Empty;
        }
    }

    protected async Task<byte[]> ReadAsync(string name)
    {
        await using Stream? content = await Store.OpenAsync(name, None);
        Assert.NotNull(content);
        using MemoryStream bytes = new();
        await content.CopyToAsync(bytes, None);
        return bytes.ToArray();
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Failing(int length)
    {
        foreach (ReadOnlyMemory<byte> piece in Pieces(Bytes(length)))
            yield return piece;
        throw new IOException("The source broke.");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Cancelling(int length, CancellationTokenSource cancelled)
    {
        foreach (ReadOnlyMemory<byte> piece in Pieces(Bytes(length)))
            yield return piece;
        cancelled.Cancel();
        yield return new byte[] { 1 };
    }
}
