using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Calls;

/// <summary>The shapes that methods may have.</summary>
[Collection(ClusterTests.Name)]
public sealed class ShapeTests(ClusterFixture fixture)
{
    public interface IBaseShapes : IGrainWithStringKey
    {
        Task<string> FromBase();
    }

    public interface IShapeGrain : IBaseShapes
    {
        ValueTask Nothing();

        Task<T> Generic<T>(T value);

        Task<string> Overloaded(int number);

        Task<string> Overloaded(string text);

        Task<int> WithDefault(int number = 5);

        Task<int?> Null(int? value);

        Task<(int Number, string Text)> Tuple(int number, string text);
    }

    public sealed class ShapeGrain : Grain, IShapeGrain
    {
        public Task<string> FromBase() => Task.FromResult("base");

        public ValueTask Nothing() => default;

        public Task<T> Generic<T>(T value) => Task.FromResult(value);

        public Task<string> Overloaded(int number) => Task.FromResult($"number {number}");

        public Task<string> Overloaded(string text) => Task.FromResult($"text {text}");

        public Task<int> WithDefault(int number) => Task.FromResult(number);

        public Task<int?> Null(int? value) => Task.FromResult(value);

        public Task<(int Number, string Text)> Tuple(int number, string text) => Task.FromResult((number, text));
    }

    private IShapeGrain Grain => fixture.Client.GetGrain<IShapeGrain>("shapes");

    [Fact]
    public async Task InheritedMethod_IsCalled() => Assert.Equal("base", await Grain.FromBase());

    [Fact]
    public async Task ValueTask_IsAwaited() => await Grain.Nothing();

    [Fact]
    public async Task GenericMethod_KeepsItsType()
    {
        Assert.Equal(5, await Grain.Generic(5));
        Assert.Equal("five", await Grain.Generic("five"));
    }

    [Fact]
    public async Task Overloads_AreDistinguished()
    {
        Assert.Equal("number 1", await Grain.Overloaded(1));
        Assert.Equal("text 1", await Grain.Overloaded("1"));
    }

    [Fact]
    public async Task DefaultArgument_IsSent() => Assert.Equal(5, await Grain.WithDefault());

    [Fact]
    public async Task Null_Arrives()
    {
        Assert.Null(await Grain.Null(null));
        Assert.Equal(3, await Grain.Null(3));
    }

    [Fact]
    public async Task Tuple_Arrives() => Assert.Equal((1, "a"), await Grain.Tuple(1, "a"));

    [Fact]
    public async Task BaseInterface_OfReferenceCalls()
    {
        IBaseShapes reference = Grain.AsReference<IBaseShapes>();
        Assert.Equal("base", await reference.FromBase());
    }
}
