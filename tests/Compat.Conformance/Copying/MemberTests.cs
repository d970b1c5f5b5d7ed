using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Copying;

/// <summary>Which members of a marked type travel.</summary>
[Collection(ClusterTests.Name)]
public sealed class MemberTests(ClusterFixture fixture)
{
#pragma warning disable ORLEANS0004 // That a member without [Id] stays behind is what is tested.
    [GenerateSerializer]
    public sealed record Place(string Name, double[] Position)
    {
        [Id(2)]
        public string? Note { get; init; }

        public string? Forgotten { get; init; }
    }
#pragma warning restore ORLEANS0004

    [GenerateSerializer]
    public readonly record struct Pair(int Left, string Right);

    [GenerateSerializer]
    public sealed class Strict
    {
        [Id(0)]
        public required string Required { get; init; }

        [Id(1)]
        public int GetOnly { get; } = 1;

        [Id(2)]
        private readonly int _hidden;

        public Strict() { }

        public Strict(int getOnly, int hidden) => (GetOnly, _hidden) = (getOnly, hidden);

        public int Hidden => _hidden;
    }

    [GenerateSerializer]
    public abstract class Shape
    {
        [Id(0)]
        public string Name { get; set; } = "";
    }

    [GenerateSerializer]
    public sealed class Circle : Shape
    {
        [Id(0)]
        public double Radius { get; set; }
    }

    [GenerateSerializer]
    public sealed class WithoutConstructor
    {
        public WithoutConstructor(int number) => Number = number;

        [Id(0)]
        public int Number { get; }
    }

    public interface IMemberGrain : IGrainWithStringKey
    {
        Task<Place> EchoPlace(Place value);

        Task<Pair> EchoPair(Pair value);

        Task<Strict> EchoStrict(Strict value);

        Task<Shape> EchoShape(Shape value);

        Task<WithoutConstructor> EchoWithout(WithoutConstructor value);

        Task<object?> EchoObject(object? value);
    }

    public sealed class MemberGrain : Grain, IMemberGrain
    {
        public Task<Place> EchoPlace(Place value) => Task.FromResult(value);

        public Task<Pair> EchoPair(Pair value) => Task.FromResult(value);

        public Task<Strict> EchoStrict(Strict value) => Task.FromResult(value);

        public Task<Shape> EchoShape(Shape value) => Task.FromResult(value);

        public Task<WithoutConstructor> EchoWithout(WithoutConstructor value) => Task.FromResult(value);

        public Task<object?> EchoObject(object? value) => Task.FromResult(value);
    }

    private IMemberGrain Grain(bool inSilo) => (inSilo ? fixture.Silo : fixture.Client).GetGrain<IMemberGrain>("members");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Record_CarriesItsParametersAndNumberedMembers(bool inSilo)
    {
        Place place = new("here", [1, 2]) { Note = "n", Forgotten = "f" };
        Place copy = await Grain(inSilo).EchoPlace(place);
        Assert.NotSame(place, copy);
        Assert.Equal(("here", "n", null), (copy.Name, copy.Note, copy.Forgotten));
        Assert.Equal([1, 2], copy.Position);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RecordStruct_Arrives(bool inSilo) => Assert.Equal(new Pair(1, "r"), await Grain(inSilo).EchoPair(new Pair(1, "r")));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RequiredGetOnlyAndReadonlyMembers_Arrive(bool inSilo)
    {
        Strict copy = await Grain(inSilo).EchoStrict(new Strict(5, 6) { Required = "yes" });
        Assert.Equal(("yes", 5, 6), (copy.Required, copy.GetOnly, copy.Hidden));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DerivedType_ArrivesWithTheMembersOfBoth(bool inSilo)
    {
        Circle circle = Assert.IsType<Circle>(await Grain(inSilo).EchoShape(new Circle { Name = "c", Radius = 2 }));
        Assert.Equal(("c", 2d), (circle.Name, circle.Radius));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TypeWithoutParameterlessConstructor_Arrives(bool inSilo) =>
        Assert.Equal(9, (await Grain(inSilo).EchoWithout(new WithoutConstructor(9))).Number);

    [Fact]
    public async Task ObjectParameter_KeepsTheRuntimeType()
    {
        Assert.Equal(5, await Grain(false).EchoObject(5));
        Assert.Equal("five", await Grain(false).EchoObject("five"));
        Assert.Null(await Grain(false).EchoObject(null));
        Assert.IsType<Circle>(await Grain(false).EchoObject(new Circle()));
    }
}
