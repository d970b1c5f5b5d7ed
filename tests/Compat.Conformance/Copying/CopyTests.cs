using Orleans.Concurrency;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Copying;

/// <summary>What a grain gets is its own, unless it is immutable.</summary>
[Collection(ClusterTests.Name)]
public sealed class CopyTests(ClusterFixture fixture)
{
    [GenerateSerializer]
    public sealed class Node
    {
        [Id(0)]
        public string Name { get; set; } = "";

        [Id(1)]
        public Node? Next { get; set; }

        [Id(2)]
        public List<Node> Children { get; set; } = [];
    }

    [GenerateSerializer, Immutable]
    public sealed class Frozen
    {
        [Id(0)]
        public float[] Values { get; init; } = [];
    }

    public interface IKeepingGrain : IGrainWithStringKey
    {
        Task Keep(List<int> numbers);

        Task KeepNode(Node node);

        Task KeepImmutable([Immutable] List<int> numbers);

        Task KeepFrozen(Frozen frozen);

        Task KeepWrapped(Immutable<List<int>> numbers);

        Task<List<int>> GetHeld();

        Task<Node> GetNode();

        Task<bool> IsSame(Frozen frozen);

        Task<bool> IsSameList([Immutable] List<int> numbers);

        Task<bool> IsSameWrapped(Immutable<List<int>> numbers);

        Task<bool> IsCircle(Node node);

        Task<bool> AreSame(Node first, Node second);
    }

    public sealed class KeepingGrain : Grain, IKeepingGrain
    {
        private List<int> _numbers = [];
        private Node? _node;
        private Frozen? _frozen;

        public Task Keep(List<int> numbers)
        {
            _numbers = numbers;
            return Task.CompletedTask;
        }

        public Task KeepNode(Node node)
        {
            _node = node;
            return Task.CompletedTask;
        }

        public Task KeepImmutable(List<int> numbers) => Keep(numbers);

        public Task KeepFrozen(Frozen frozen)
        {
            _frozen = frozen;
            return Task.CompletedTask;
        }

        public Task KeepWrapped(Immutable<List<int>> numbers) => Keep(numbers.Value);

        public Task<List<int>> GetHeld() => Task.FromResult(_numbers);

        public Task<Node> GetNode() => Task.FromResult(_node!);

        public Task<bool> IsSame(Frozen frozen) => Task.FromResult(ReferenceEquals(frozen, _frozen));

        public Task<bool> IsSameList(List<int> numbers) => Task.FromResult(ReferenceEquals(numbers, _numbers));

        public Task<bool> IsSameWrapped(Immutable<List<int>> numbers) => Task.FromResult(ReferenceEquals(numbers.Value, _numbers));

        public Task<bool> IsCircle(Node node) => Task.FromResult(ReferenceEquals(node, node.Next!.Next));

        public Task<bool> AreSame(Node first, Node second) => Task.FromResult(ReferenceEquals(first, second));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Argument_IsCopied(bool inSilo)
    {
        IKeepingGrain grain = NewGrain(inSilo);
        List<int> numbers = new() { 1 };
        await grain.Keep(numbers);
        numbers.Add(2);
        Assert.Equal([1], await grain.GetHeld());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Result_IsCopied(bool inSilo)
    {
        IKeepingGrain grain = NewGrain(inSilo);
        await grain.Keep([1]);
        (await grain.GetHeld()).Add(2);
        Assert.Equal([1], await grain.GetHeld());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NestedObjects_AreCopied(bool inSilo)
    {
        IKeepingGrain grain = NewGrain(inSilo);
        Node node = new() { Name = "root", Children = { new Node { Name = "child" } } };
        await grain.KeepNode(node);
        node.Children[0].Name = "changed";
        Assert.Equal("child", (await grain.GetNode()).Children[0].Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Circle_StaysACircle(bool inSilo)
    {
        Node node = new() { Next = new Node() };
        node.Next.Next = node;
        Assert.True(await NewGrain(inSilo).IsCircle(node));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SameObjectTwice_IsCopiedOnce(bool inSilo)
    {
        Node node = new();
        Node holder = new() { Next = node, Children = { node } };
        IKeepingGrain grain = NewGrain(inSilo);
        await grain.KeepNode(holder);
        Node kept = await grain.GetNode();
        Assert.Same(kept.Next, kept.Children[0]);
    }

    [Fact]
    public async Task ImmutableParameter_IsSharedInSilo()
    {
        IKeepingGrain grain = NewGrain(true);
        List<int> numbers = new() { 1 };
        await grain.KeepImmutable(numbers);
        Assert.True(await grain.IsSameList(numbers));
    }

    [Fact]
    public async Task ImmutableType_IsSharedInSilo()
    {
        IKeepingGrain grain = NewGrain(true);
        Frozen frozen = new() { Values = [1, 2] };
        await grain.KeepFrozen(frozen);
        Assert.True(await grain.IsSame(frozen));
    }

    [Fact]
    public async Task ImmutableWrapper_IsSharedInSilo()
    {
        IKeepingGrain grain = NewGrain(true);
        List<int> numbers = new() { 1 };
        await grain.KeepWrapped(numbers.AsImmutable());
        Assert.True(await grain.IsSameWrapped(new Immutable<List<int>>(numbers)));
    }

    [Fact]
    public async Task ImmutableArgument_OfAClientIsNotShared()
    {
        IKeepingGrain grain = NewGrain(false);
        List<int> numbers = new() { 1 };
        await grain.KeepImmutable(numbers);
        Assert.False(await grain.IsSameList(numbers));
        Assert.Equal([1], await grain.GetHeld());
    }

    private IKeepingGrain NewGrain(bool inSilo) => (inSilo ? fixture.Silo : fixture.Client).GetGrain<IKeepingGrain>(Gate.NewName());
}
