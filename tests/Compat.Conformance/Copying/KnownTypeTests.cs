using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Copying;

/// <summary>The types of the framework that travel unmarked, and those that are refused.</summary>
[Collection(ClusterTests.Name)]
public sealed class KnownTypeTests(ClusterFixture fixture)
{
    public sealed class Unmarked
    {
        public int Number { get; set; }
    }

    public struct UnmarkedStruct
    {
        public int Number { get; set; }
    }

    public interface IEchoGrain : IGrainWithStringKey
    {
        Task<object?> Echo(object? value);

        Task<IReadOnlyList<int>> EchoList(IReadOnlyList<int> value);

        Task<IReadOnlyDictionary<string, int>> EchoDictionary(IReadOnlyDictionary<string, int> value);

        Task<object?> MakeUnmarked();

        Task<string> Ask(IEchoGrain other);

        Task<string> Name();
    }

    public sealed class EchoGrain : Grain, IEchoGrain
    {
        public Task<object?> Echo(object? value) => Task.FromResult(value);

        public Task<IReadOnlyList<int>> EchoList(IReadOnlyList<int> value) => Task.FromResult(value);

        public Task<IReadOnlyDictionary<string, int>> EchoDictionary(IReadOnlyDictionary<string, int> value) => Task.FromResult(value);

        public Task<object?> MakeUnmarked() => Task.FromResult<object?>(new Unmarked());

        public Task<string> Ask(IEchoGrain other) => other.Name();

        public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());
    }

    public static TheoryData<string> Samples => [.. Values.Keys];

    private static Dictionary<string, object> Values { get; } =
        new()
        {
            ["guid"] = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
            ["time"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
            ["span"] = TimeSpan.FromTicks(123),
            ["date"] = new DateOnly(2026, 1, 2),
            ["uri"] = new Uri("https://example.org/a?b"),
            ["version"] = new Version(1, 2, 3),
            ["decimal"] = 1.5m,
            ["enum"] = DayOfWeek.Friday,
            ["bytes"] = new byte[] { 1, 2, 3 },
            ["floats"] = new[] { 1f, 2f },
            ["matrix"] = new[,]
            {
                { 1, 2 },
                { 3, 4 },
            },
            ["jagged"] = new[] { new[] { 1 }, new[] { 2, 3 } },
            ["set"] = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "a" },
            ["queue"] = new Queue<int>([1, 2]),
            ["stack"] = new Stack<int>([1, 2]),
            ["sorted"] = new SortedDictionary<string, int> { ["b"] = 2, ["a"] = 1 },
            ["immutable array"] = ImmutableArray.Create(1, 2),
            ["immutable list"] = ImmutableList.Create("a", "b"),
            ["immutable dictionary"] = ImmutableDictionary<string, int>.Empty.Add("a", 1),
            ["frozen set"] = new[] { "a", "b" }.ToFrozenSet(),
            ["frozen dictionary"] = new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary(),
            ["pair"] = KeyValuePair.Create("a", 1),
            ["tuple"] = Tuple.Create(1, "a"),
            ["value tuple"] = (1, "a", 2.5),
            ["address"] = IPAddress.Parse("10.0.0.1"),
            ["type"] = typeof(List<int>),
        };

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task KnownType_Arrives(string name)
    {
        object value = Values[name];
        object? copy = await fixture.Client.GetGrain<IEchoGrain>("known").Echo(value);
        Assert.Equal(value.GetType(), copy!.GetType());
        Assert.Equal(value, copy);
        Assert.Equal(value, await fixture.Silo.GetGrain<IEchoGrain>("known").Echo(value));
    }

    [Fact]
    public async Task Dictionary_KeepsItsComparer()
    {
        Dictionary<string, int> value = new(StringComparer.OrdinalIgnoreCase) { ["Key"] = 1 };
        foreach (IGrainFactory? factory in new[] { fixture.Client, fixture.Silo })
        {
            Dictionary<string, int> copy = Assert.IsType<Dictionary<string, int>>(await factory.GetGrain<IEchoGrain>("known").Echo(value));
            Assert.Equal(1, copy["KEY"]);
        }
    }

    [Fact]
    public async Task CollectionExpression_DeclaredAsInterfaceArrives()
    {
        foreach (IGrainFactory? factory in new[] { fixture.Client, fixture.Silo })
        {
            IEchoGrain grain = factory.GetGrain<IEchoGrain>("known");
            Assert.Equal([1, 2, 3], await grain.EchoList([1, 2, 3]));
            Assert.Equal([2, 4], await grain.EchoList(new List<int> { 2, 4 }));
            Assert.Equal(1, (await grain.EchoDictionary(new Dictionary<string, int> { ["a"] = 1 }))["a"]);
        }
    }

    [Fact]
    public async Task UnmarkedClass_IsRefused()
    {
        foreach (IGrainFactory? factory in new[] { fixture.Client, fixture.Silo })
        {
            IEchoGrain grain = factory.GetGrain<IEchoGrain>("known");
            Exception error = await Assert.ThrowsAnyAsync<Exception>(async () => await grain.Echo(new Unmarked()));
            Assert.Contains(nameof(Unmarked), error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnonymousTypeAndLambda_AreRefused()
    {
        IEchoGrain grain = fixture.Silo.GetGrain<IEchoGrain>("known");
        await Assert.ThrowsAnyAsync<Exception>(async () => await grain.Echo(new { Number = 1 }));
        await Assert.ThrowsAnyAsync<Exception>(async () => await grain.Echo(() => 1));
    }

    [Fact]
    public async Task UnmarkedStruct_OfAClientIsRefused() =>
        await Assert.ThrowsAnyAsync<Exception>(async () =>
            await fixture.Client.GetGrain<IEchoGrain>("known").Echo(new UnmarkedStruct { Number = 1 })
        );

    [Fact]
    public async Task UnmarkedResult_IsAnErrorAtTheCaller() =>
        await Assert.ThrowsAnyAsync<Exception>(() => fixture.Client.GetGrain<IEchoGrain>("known").MakeUnmarked());

    [Fact]
    public async Task GrainReference_ArrivesAndCalls()
    {
        IEchoGrain other = fixture.Client.GetGrain<IEchoGrain>("other");
        Assert.Equal("other", await fixture.Client.GetGrain<IEchoGrain>("known").Ask(other));
    }
}
