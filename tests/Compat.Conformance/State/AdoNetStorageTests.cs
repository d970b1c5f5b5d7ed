using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Storage;
using Orleans.TestingHost;
using RagCluster.Compat.Conformance.Cluster;
using RagCluster.TestKit.Servers;

namespace RagCluster.Compat.Conformance.State;

/// <summary>
/// States in a real PostgreSQL. The official package makes no table and takes its statements from the database: the product's own migration
/// has both.
/// </summary>
public sealed class AdoNetStorageTests : IAsyncLifetime
{
    private const string Keeping = "keeping";
    private const string Deleting = "deleting";
    private static string _connectionString = "";
    private readonly ClusterFixture _fixture = new();

    public sealed class Settings : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) =>
            siloBuilder
                .AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = ("Npgsql", _connectionString))
                .AddAdoNetGrainStorage(Keeping, options => (options.Invariant, options.ConnectionString) = ("Npgsql", _connectionString))
                .AddAdoNetGrainStorage(
                    Deleting,
                    options =>
                        (options.Invariant, options.ConnectionString, options.DeleteStateOnClear) = ("Npgsql", _connectionString, true)
                );
    }

    [GenerateSerializer]
    public sealed class Basket
    {
        [Id(0)]
        public List<string> Things { get; set; } = [];

        [Id(1)]
        public int Count { get; set; }
    }

    public interface IBasketGrain : IGrainWithStringKey
    {
        Task Put(string thing);

        Task<string[]> Read();

        Task<bool> Exists();

        Task Empty();

        Task Leave();
    }

    public sealed class BasketGrain([PersistentState("basket")] IPersistentState<Basket> basket) : Grain, IBasketGrain
    {
        public Task Put(string thing)
        {
            basket.State.Things.Add(thing);
            return basket.WriteStateAsync();
        }

        public Task<string[]> Read() => Task.FromResult(basket.State.Things.ToArray());

        public Task<bool> Exists() => Task.FromResult(basket.RecordExists);

        public Task Empty() => basket.ClearStateAsync();

        public Task Leave()
        {
            DeactivateOnIdle();
            return Task.CompletedTask;
        }
    }

    public static TheoryData<GrainId> Keys =>
        new(
            GrainId.Create("basket", "text"),
            GrainId.Create(GrainType.Create("basket"), GrainIdKeyExtensions.CreateIntegerKey(-7)),
            GrainId.Create(GrainType.Create("basket"), GrainIdKeyExtensions.CreateIntegerKey(7, "behind")),
            GrainId.Create(
                GrainType.Create("basket"),
                GrainIdKeyExtensions.CreateGuidKey(new Guid("0b1f8a9e-3c64-4c4e-9f0a-7d2f5a6b8c9d"))
            ),
            GrainId.Create(
                GrainType.Create("basket"),
                GrainIdKeyExtensions.CreateGuidKey(new Guid("0b1f8a9e-3c64-4c4e-9f0a-7d2f5a6b8c9d"), "behind")
            )
        );

    public async Task InitializeAsync()
    {
        _connectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "OrleansStorage.sql")));
        await _fixture.StartAsync<Settings>();
    }

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task State_SurvivesItsActivation()
    {
        IBasketGrain grain = _fixture.Client.GetGrain<IBasketGrain>("a");
        Assert.False(await grain.Exists());
        await grain.Put("apple");
        await grain.Put("pear");
        await grain.Leave();
        Assert.True(await grain.Exists());
        Assert.Equal(["apple", "pear"], await grain.Read());
        await grain.Empty();
        await grain.Leave();
        Assert.False(await grain.Exists());
        Assert.Empty(await grain.Read());
        await grain.Put("plum");
        await grain.Leave();
        Assert.Equal(["plum"], await grain.Read());
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task EachKindOfKey_HasItsOwnRow(GrainId id)
    {
        IGrainStorage storage = Storage(Keeping);
        GrainState<Basket> written = new(new Basket { Count = 3 });
        await storage.WriteStateAsync("basket", id, written);
        Assert.Equal("1", written.ETag);
        Assert.True(written.RecordExists);
        GrainState<Basket> read = new();
        await storage.ReadStateAsync("basket", id, read);
        Assert.Equal((3, "1", true), (read.State!.Count, read.ETag, read.RecordExists));
        GrainState<Basket> otherName = new();
        await storage.ReadStateAsync("crate", id, otherName);
        Assert.Equal((0, null, false), (otherName.State!.Count, otherName.ETag, otherName.RecordExists));
    }

    [Fact]
    public async Task OldETag_IsRefused()
    {
        IGrainStorage storage = Storage(Keeping);
        GrainId id = GrainId.Create("basket", "contested");
        GrainState<Basket> first = new(new Basket { Count = 1 });
        await storage.WriteStateAsync("basket", id, first);
        GrainState<Basket> second = new(new Basket { Count = 2 });
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("basket", id, second));
        await storage.ReadStateAsync("basket", id, second);
        await storage.WriteStateAsync("basket", id, second);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("basket", id, first));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("basket", id, first));
        Assert.Equal("2", second.ETag);
    }

    [Theory]
    [InlineData(Keeping, "2", 1)]
    [InlineData(Deleting, null, 0)]
    public async Task Clearing_EmptiesTheRowOrRemovesIt(string name, string? eTag, long rows)
    {
        IGrainStorage storage = Storage(name);
        GrainId id = GrainId.Create("basket", $"cleared {name}");
        GrainState<Basket> state = new(new Basket { Count = 1 });
        await storage.WriteStateAsync("basket", id, state);
        await storage.ClearStateAsync("basket", id, state);
        Assert.Equal((eTag, false), (state.ETag, state.RecordExists));
        Assert.Equal(0, state.State!.Count);
        Assert.Equal(rows, await ScalarAsync($"SELECT count(*) FROM orleansstorage WHERE grainidextensionstring = 'cleared {name}'"));
        state.State!.Count = 4;
        await storage.WriteStateAsync("basket", id, state);
        GrainState<Basket> read = new();
        await storage.ReadStateAsync("basket", id, read);
        Assert.Equal(4, read.State!.Count);
    }

    [Fact]
    public async Task Hashes_AreThoseOfThePublishedTable()
    {
        await Storage(Keeping)
            .WriteStateAsync("basket", GrainId.Create("basket", "a key of more than sixteen bytes"), new GrainState<Basket>(new Basket()));
        await Storage(Keeping)
            .WriteStateAsync(
                "basket",
                GrainId.Create(GrainType.Create("basket"), GrainIdKeyExtensions.CreateIntegerKey(42, "x")),
                new GrainState<Basket>(new Basket())
            );
        Assert.Equal(TypeHash, await ScalarAsync("SELECT DISTINCT graintypehash::bigint FROM orleansstorage"));
        Assert.Equal(
            TextHash,
            await ScalarAsync("SELECT grainidhash::bigint FROM orleansstorage WHERE grainidextensionstring LIKE 'a key%'")
        );
        Assert.Equal(
            CompoundHash,
            await ScalarAsync("SELECT grainidhash::bigint FROM orleansstorage WHERE grainidextensionstring = 'x' AND grainidn1 = 42")
        );
    }

    // What the official package computes for these keys (StableHash of Orleans.Core.Abstractions).
    private const long TypeHash = -1_158_692_230;
    private const long TextHash = -1_453_598_786;
    private const long CompoundHash = -468_162_836;

    private static async Task ExecuteAsync(string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(_connectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> ScalarAsync(string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(_connectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private IGrainStorage Storage(string name) => _fixture.SiloServices.GetRequiredKeyedService<IGrainStorage>(name);
}
