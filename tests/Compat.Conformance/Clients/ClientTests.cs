using System.Runtime.CompilerServices;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Clients;

/// <summary>Calls that go over a socket.</summary>
public sealed class ClientTests(ClientFixture fixture) : IClassFixture<ClientFixture>
{
    public interface IRemoteGrain : IGrainWithStringKey
    {
        Task<float[]> Scale(float[] vector, float factor);

        Task<Note> Rewrite(Note note);

        Task<T> Same<T>(T value);

        Task Fail(string message);

        Task<string?> Context(string key);

        Task Wait(string gate, CancellationToken cancellationToken);

        Task Append(int number);

        Task<List<int>> Numbers();

        IAsyncEnumerable<int> Count(int to, CancellationToken cancellationToken = default);

        Task<string> Ask(IRemoteGrain other);

        Task<string> Name();
    }

    [GenerateSerializer, Alias("conformance.note")]
    public sealed record Note([property: Id(0)] string Text, [property: Id(1)] Dictionary<string, int> Counts)
    {
        [Id(2)]
        public Note? Next { get; init; }
    }

    [GenerateSerializer, Alias("conformance.sad")]
    public sealed class SadException : Exception
    {
        public SadException(string message, int code)
            : base(message) => Code = code;

        [Id(0)]
        public int Code { get; }
    }

    public sealed class RemoteGrain : Grain, IRemoteGrain
    {
        private readonly List<int> _numbers = [];

        public Task<float[]> Scale(float[] vector, float factor) => Task.FromResult(Array.ConvertAll(vector, v => v * factor));

        public Task<Note> Rewrite(Note note) => Task.FromResult(note with { Text = note.Text.ToUpperInvariant(), Next = note });

        public Task<T> Same<T>(T value) => Task.FromResult(value);

        public Task Fail(string message) => throw new SadException(message, 7);

        public Task<string?> Context(string key) => Task.FromResult(RequestContext.Get(key) as string);

        public async Task Wait(string gate, CancellationToken cancellationToken)
        {
            try
            {
                await Gate.Named(gate).PassAsync(cancellationToken);
            }
            finally
            {
                Gate.Named($"{gate} left").Mark();
            }
        }

        public Task Append(int number)
        {
            _numbers.Add(number);
            return Task.CompletedTask;
        }

        public Task<List<int>> Numbers() => Task.FromResult(_numbers);

        public async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            for (int i = 0; i < to; i++)
            {
                if (i % 7 == 0)
                    await Task.Yield();
                yield return i;
            }
        }

        public Task<string> Ask(IRemoteGrain other) => other.Name();

        public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());
    }

    private IRemoteGrain Grain(string key = "remote") => fixture.Client.GetGrain<IRemoteGrain>(key);

    [Fact]
    public async Task Values_GoThereAndBack()
    {
        float[] scaled = await Grain().Scale([1, 2, 3], 2);
        Assert.Equal(new float[] { 2, 4, 6 }, scaled);
        Note note = await Grain().Rewrite(new Note("a", new(StringComparer.OrdinalIgnoreCase) { ["x"] = 1 }));
        Assert.Equal("A", note.Text);
        Assert.Equal("a", note.Next!.Text);
        Assert.Equal(1, note.Next.Counts["X"]);
        Assert.Equal(DayOfWeek.Friday, await Grain().Same(DayOfWeek.Friday));
        Assert.Equal((1, "a"), await Grain().Same((1, "a")));
        Assert.Null(await Grain().Same<Note?>(null));
    }

    [Fact]
    public async Task Exception_ArrivesWithItsTypeAndMembers()
    {
        SadException error = await Assert.ThrowsAsync<SadException>(() => Grain().Fail("sad"));
        Assert.Equal(("sad", 7), (error.Message, error.Code));
    }

    [Fact]
    public async Task UnknownType_IsRefusedAndNothingElse()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Grain().Same<object>(new Unmarked()));
        Assert.Equal("remote", await Grain().Name());
    }

    [Fact]
    public async Task Context_Arrives()
    {
        RequestContext.Set("key", "value");
        Assert.Equal("value", await Grain().Context("key"));
        RequestContext.Clear();
    }

    [Fact]
    public async Task Cancellation_ReachesTheGrain()
    {
        using CancellationTokenSource cancellation = new();
        string gate = Gate.NewName();
        Task call = Grain("patient").Wait(gate, cancellation.Token);
        await Gate.Named(gate).Entered;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Gate.Named($"{gate} left").Entered;
    }

    [Fact]
    public async Task ManyCallsAtOnce_AllArriveOnce()
    {
        // Their order is not promised: the first ones wait until the grain has its place, later ones may not.
        IRemoteGrain grain = Grain("list");
        await Task.WhenAll(Enumerable.Range(0, 500).Select(grain.Append));
        Assert.Equal(Enumerable.Range(0, 500), (await grain.Numbers()).Order());
    }

    [Fact]
    public async Task Enumeration_Arrives()
    {
        List<int> numbers = new();
        await foreach (int number in Grain().Count(40))
            numbers.Add(number);
        Assert.Equal(Enumerable.Range(0, 40), numbers);
    }

    [Fact]
    public async Task Reference_CallsFromWhereItArrives() => Assert.Equal("other", await Grain().Ask(Grain("other")));

    [Fact]
    public async Task LargeMessage_Arrives()
    {
        float[] vector = new float[1_000_000];
        vector[^1] = 3;
        float[] scaled = await Grain().Scale(vector, 2);
        Assert.Equal((vector.Length, 6f), (scaled.Length, scaled[^1]));
    }

    private sealed class Unmarked;
}
