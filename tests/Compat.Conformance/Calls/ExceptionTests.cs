using Orleans.Serialization;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Calls;

/// <summary>Errors arrive as what they were.</summary>
[Collection(ClusterTests.Name)]
public sealed class ExceptionTests(ClusterFixture fixture)
{
#pragma warning disable ORLEANS0004 // That a member without [Id] stays behind is what is tested.
    [GenerateSerializer]
    public sealed class QuotaException : Exception
    {
        public QuotaException(string message, int limit, Exception? inner = null)
            : base(message, inner) => Limit = limit;

        [Id(0)]
        public int Limit { get; }

        public int NotMarked { get; set; }
    }
#pragma warning restore ORLEANS0004

    public sealed class PlainException(string message) : Exception(message);

    public interface IFailingGrain : IGrainWithStringKey
    {
        Task Throw(string kind);

        Task ThrowLater(string kind);

        ValueTask<int> ThrowFromValueTask();

        Task<bool> CatchFrom(string other, string kind);
    }

    public sealed class FailingGrain : Grain, IFailingGrain
    {
        public Task Throw(string kind) => throw Make(kind);

        public async Task ThrowLater(string kind)
        {
            await Task.Yield();
            throw Make(kind);
        }

        public ValueTask<int> ThrowFromValueTask() => ValueTask.FromException<int>(new FormatException("value"));

        public async Task<bool> CatchFrom(string other, string kind)
        {
            try
            {
                await GrainFactory.GetGrain<IFailingGrain>(other).ThrowLater(kind);
            }
            catch (QuotaException exception)
            {
                return exception.Limit == 7;
            }

            return false;
        }

        private static Exception Make(string kind) =>
            kind switch
            {
                "marked" => new QuotaException("too much", 7, new InvalidOperationException("inner")) { NotMarked = 9 },
                "plain" => new PlainException("plain message"),
                "argument" => new ArgumentException("bad value", "count"),
                "aggregate" => new AggregateException(new InvalidOperationException("one"), new FormatException("two")),
                _ => new InvalidOperationException("simple"),
            };
    }

    private IFailingGrain NewGrain() => fixture.Client.GetGrain<IFailingGrain>(Gate.NewName());

    [Fact]
    public async Task FrameworkException_KeepsTypeMessageAndTrace()
    {
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => NewGrain().Throw("simple"));
        Assert.Equal("simple", error.Message);
        Assert.Contains(nameof(FailingGrain.Throw), error.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MarkedException_KeepsMarkedMembersAndInner()
    {
        QuotaException error = await Assert.ThrowsAsync<QuotaException>(() => NewGrain().ThrowLater("marked"));
        Assert.Equal(("too much", 7, 0), (error.Message, error.Limit, error.NotMarked));
        Assert.Equal("inner", Assert.IsType<InvalidOperationException>(error.InnerException).Message);
    }

    [Fact]
    public async Task UnmarkedException_ArrivesInSiloOnly()
    {
        IFailingGrain grain = fixture.Silo.GetGrain<IFailingGrain>(Gate.NewName());
        Assert.Equal("plain message", (await Assert.ThrowsAsync<PlainException>(() => grain.Throw("plain"))).Message);
        CodecNotFoundException error = await Assert.ThrowsAsync<CodecNotFoundException>(() => NewGrain().Throw("plain"));
        Assert.Contains(nameof(PlainException), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AggregateException_KeepsItsParts()
    {
        AggregateException error = await Assert.ThrowsAsync<AggregateException>(() => NewGrain().ThrowLater("aggregate"));
        Assert.Equal(["one", "two"], error.InnerExceptions.Select(e => e.Message));
    }

    [Fact]
    public async Task ExceptionInSilo_IsTheSameObjectAtEveryCaller()
    {
        IFailingGrain grain = fixture.Silo.GetGrain<IFailingGrain>(Gate.NewName());
        QuotaException error = await Assert.ThrowsAsync<QuotaException>(() => grain.Throw("marked"));
        Assert.Equal(9, error.NotMarked);
    }

    [Fact]
    public async Task ArgumentException_KeepsItsText() =>
        Assert.Contains(
            "bad value",
            (await Assert.ThrowsAsync<ArgumentException>(() => NewGrain().Throw("argument"))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task ExceptionOfValueTask_Arrives() =>
        await Assert.ThrowsAsync<FormatException>(async () => await NewGrain().ThrowFromValueTask());

    [Fact]
    public async Task ExceptionBetweenGrains_KeepsItsMembers() => Assert.True(await NewGrain().CatchFrom(Gate.NewName(), "marked"));
}
