using System.Net;
using System.Net.Sockets;
using Orleans.Core.Tests.Serialization;
using Orleans.Serialization;

namespace Orleans.Core.Tests.Transport;

public sealed class TransportTests : IAsyncLifetime
{
    private SiloHost _near = null!;
    private SiloHost _far = null!;

    public async Task InitializeAsync()
    {
        _near = await SiloHost.StartAsync();
        _far = await SiloHost.StartAsync();
        _near.SendFarTo(_far.Address);
    }

    public async Task DisposeAsync()
    {
        await _near.DisposeAsync();
        await _far.DisposeAsync();
    }

    private IProbeGrain Far => _near.Grains.GetGrain<IProbeGrain>("far");

    [Fact]
    public async Task Call_RunsOnTheOtherSilo()
    {
        Assert.Equal(_far.Address.ToString(), await Far.Where());
        Assert.Equal(_near.Address.ToString(), await _near.Grains.GetGrain<IProbeGrain>("near").Where());
    }

    [Fact]
    public async Task Values_TravelBothWays()
    {
        float[] vector = [1, 2.5f];
        Assert.Equal(vector, await Far.Echo(vector));
        Shapes.Passage passage = await Far.Same(Shapes.Sample);
        Assert.Equal(Shapes.Sample.Text, passage.Text);
        Assert.Equal(5, await Far.Same(5));
        Assert.Null(await Far.Same<string?>(null));
        Assert.Equal(new Shapes.Point(1, 2), await Far.Same<object>(new Shapes.Point(1, 2)));
    }

    [Fact]
    public async Task LargeMessage_Arrives()
    {
        float[] vector = Enumerable.Range(0, 3_000_000).Select(i => (float)i).ToArray();
        Assert.Equal(vector, await Far.Echo(vector));
    }

    [Fact]
    public async Task Exceptions_ArriveByTheRulesForOtherProcesses()
    {
        Shapes.Failure failure = await Assert.ThrowsAsync<Shapes.Failure>(() => Far.Fail(isMarked: true));
        Assert.Equal(7, failure.Code);
        Assert.Contains(nameof(ProbeGrain.Fail), failure.StackTrace, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CodecNotFoundException>(() => Far.Fail(isMarked: false));
        await Assert.ThrowsAsync<CodecNotFoundException>(() => Far.MakeUnmarked());
        Assert.Equal(_far.Address.ToString(), await Far.Where());
    }

    [Fact]
    public async Task RequestContext_Travels()
    {
        RequestContext.Set("key", new Shapes.Point(3, 4));
        Assert.Equal(new Shapes.Point(3, 4), await Far.Context("key"));
        RequestContext.Clear();
        Assert.Null(await Far.Context("key"));
    }

    [Fact]
    public async Task Cancellation_ReachesTheOtherSilo()
    {
        using CancellationTokenSource cancellation = new();
        string gate = Guid.NewGuid().ToString();
        Task<bool> call = Far.Wait(gate, cancellation.Token);
        await Gates.Named(gate).Entered;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Gates.Named(gate + " canceled").Entered;
    }

    [Fact]
    public async Task CallsOfOneSender_StayInOrder()
    {
        IProbeGrain grain = Far;
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(grain.Append));
        Assert.Equal(Enumerable.Range(0, 2000), await grain.Numbers());
    }

    [Fact]
    public async Task Enumeration_CrossesSilos()
    {
        List<int> numbers = new();
        await foreach (int number in Far.Count(250))
            numbers.Add(number);
        Assert.Equal(Enumerable.Range(0, 250), numbers);
    }

    [Fact]
    public async Task References_CallFromWhereTheyArrive()
    {
        IProbeGrain near = _near.Grains.GetGrain<IProbeGrain>("near");
        // On the other silo the grain is one of its own: nothing routes it back.
        Assert.Equal(_far.Address.ToString(), await Far.Ask(near));
    }

    [Fact]
    public async Task Service_IsAnsweredAndItsFailureReported()
    {
        _far.Transport.Serve(
            "reverse",
            (from, payload, _) =>
            {
                Assert.Equal(_near.Address, from);
                byte[] bytes = payload.ToArray();
                if (bytes.Length == 0)
                    throw new ArgumentException("nothing to reverse");
                Array.Reverse(bytes);
                return new(bytes);
            }
        );
        ReadOnlyMemory<byte> answer = await _near.Transport.RequestAsync(_far.Address, "reverse", new byte[] { 1, 2, 3 }, default);
        Assert.Equal([3, 2, 1], answer.ToArray());
        OrleansException failed = await Assert.ThrowsAsync<OrleansException>(() =>
            _near.Transport.RequestAsync(_far.Address, "reverse", default, default)
        );
        Assert.Contains("nothing to reverse", failed.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<OrleansException>(() => _near.Transport.RequestAsync(_far.Address, "unknown", default, default));
    }

    [Fact]
    public async Task AnotherGeneration_IsRefusedAndReported()
    {
        TaskCompletionSource<SiloAddress> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _near.Transport.ConnectionLost += silo => lost.TrySetResult(silo);
        SiloAddress former = SiloAddress.New(_far.Address.Endpoint, _far.Address.Generation - 1);
        _near.SendFarTo(former);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Far.Where());
        Assert.Equal(former, await lost.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task SiloThatNobodyRuns_IsUnavailable()
    {
        SiloAddress nobody = SiloAddress.New(IPAddress.Loopback, LoopbackPort.Reserve(), 1);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => _near.Transport.RequestAsync(nobody, "x", default, default));
        // Within the pause after a failure nothing is tried, and the answer is the same.
        await Assert.ThrowsAsync<SiloUnavailableException>(() => _near.Transport.RequestAsync(nobody, "x", default, default));
    }

    [Fact]
    public async Task Forget_RejectsWhatWaits()
    {
        string gate = Guid.NewGuid().ToString();
        Task<bool> call = Far.Wait(gate, default);
        await Gates.Named(gate).Entered;
        _near.Transport.Forget(_far.Address);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => call);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Far.Where());
        Gates.Named(gate).Open();
    }

    [Fact]
    public async Task BrokenConnection_RejectsWhatWaitsAndIsReported()
    {
        // A relay between the two, so that the connection can be torn without an orderly end.
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        SiloAddress address = SiloAddress.New((IPEndPoint)listener.LocalEndpoint, 5);
        TaskCompletionSource<SiloAddress> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _near.Transport.ConnectionLost += silo => lost.TrySetResult(silo);
        Task<ReadOnlyMemory<byte>> request = _near.Transport.RequestAsync(address, "x", default, default);
        using (Socket socket = await listener.AcceptSocketAsync())
            socket.LingerState = new LingerOption(true, 0);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => request);
        Assert.Equal(address, await lost.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task OrderlyStop_RejectsWhatWaitsAndIsNotReportedAsLost()
    {
        bool isLost = false;
        _near.Transport.ConnectionLost += _ => isLost = true;
        TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _far.Transport.Serve(
            "wait",
            async (_, _, token) =>
            {
                waits.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return default;
            }
        );
        Task<ReadOnlyMemory<byte>> request = _near.Transport.RequestAsync(_far.Address, "wait", default, default);
        await waits.Task;
        await _far.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => request);
        Assert.False(isLost);
    }
}
