using Orleans.Storage;
using RagCluster.Grains.State;
using RagCluster.Storage;
using RagCluster.Storage.Relational;

namespace RagCluster.Grains.Tests.State;

/// <summary>What Orleans asks of a storage of grain state, whichever database is behind it.</summary>
public abstract class StoreGrainStorageConformance : IAsyncLifetime
{
    private static readonly GrainId Id = GrainId.Create("basket", "a/b c");
    private RelationalDocumentStore _store = null!;
    private StoreGrainStorage _storage = null!;

    public sealed class Basket
    {
        public int Count { get; set; }
    }

    public async Task InitializeAsync()
    {
        _store = await OpenAsync();
        IKeyValueStore values = _store.KeyValues;
        _storage = new StoreGrainStorage("test", values, new JsonStates());
    }

    public virtual async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Unwritten_IsANewState()
    {
        GrainState<Basket> state = await ReadAsync();
        Assert.Equal((0, null, false), (state.State!.Count, state.ETag, state.RecordExists));
    }

    [Fact]
    public async Task Written_ComesBackWithItsETag()
    {
        GrainState<Basket> written = await WriteAsync(3);
        GrainState<Basket> read = await ReadAsync();
        Assert.Equal((3, written.ETag, true), (read.State!.Count, read.ETag, read.RecordExists));
        read.State.Count = 4;
        await _storage.WriteStateAsync("basket", Id, read);
        Assert.NotEqual(written.ETag, read.ETag);
        Assert.Equal(4, (await ReadAsync()).State!.Count);
    }

    [Fact]
    public async Task OldETag_IsRefused()
    {
        GrainState<Basket> first = await WriteAsync(1);
        GrainState<Basket> second = await ReadAsync();
        await _storage.WriteStateAsync("basket", Id, second);
        InconsistentStateException refused = await Assert.ThrowsAsync<InconsistentStateException>(() =>
            _storage.WriteStateAsync("basket", Id, first)
        );
        Assert.Equal((second.ETag, first.ETag), (refused.StoredEtag, refused.CurrentEtag));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync("basket", Id, first));
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(9));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync("basket", Id, new GrainState<Basket>()));
        Assert.Equal(1, (await ReadAsync()).State!.Count);
    }

    [Fact]
    public async Task Cleared_IsGoneAndItsETagStaysOld()
    {
        GrainState<Basket> state = await WriteAsync(1);
        string? old = state.ETag;
        await _storage.ClearStateAsync("basket", Id, state);
        Assert.Equal((0, null, false), (state.State!.Count, state.ETag, state.RecordExists));
        Assert.False((await ReadAsync()).RecordExists);
        GrainState<Basket> again = await WriteAsync(2);
        Assert.NotEqual(old, again.ETag);
        await Assert.ThrowsAsync<InconsistentStateException>(() =>
            _storage.WriteStateAsync("basket", Id, new GrainState<Basket>(new Basket(), old))
        );
    }

    [Fact]
    public async Task NamesAndGrains_AreApart()
    {
        await WriteAsync(1);
        GrainState<Basket> other = new();
        await _storage.ReadStateAsync("crate", Id, other);
        Assert.False(other.RecordExists);
        await _storage.ReadStateAsync("basket", GrainId.Create("barrel", "a/b c"), other);
        Assert.False(other.RecordExists);
    }

    [Fact]
    public async Task ConcurrentWriters_OneWins()
    {
        await WriteAsync(0);
        GrainState<Basket>[] read = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync()));
        bool[] won = await Task.WhenAll(
            read.Select(async state =>
            {
                try
                {
                    await _storage.WriteStateAsync("basket", Id, state);
                    return true;
                }
                catch (InconsistentStateException)
                {
                    return false;
                }
            })
        );
        Assert.Single(won, true);
    }

    /// <summary>Opens the store under test.</summary>
    protected abstract Task<RelationalDocumentStore> OpenAsync();

    private async Task<GrainState<Basket>> ReadAsync()
    {
        GrainState<Basket> state = new();
        await _storage.ReadStateAsync("basket", Id, state);
        return state;
    }

    private async Task<GrainState<Basket>> WriteAsync(int count)
    {
        GrainState<Basket> state = new(new Basket { Count = count });
        await _storage.WriteStateAsync("basket", Id, state);
        return state;
    }
}
