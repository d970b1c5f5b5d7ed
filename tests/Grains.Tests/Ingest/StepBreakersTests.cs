using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Ingest;
using RagCluster.Planning.Calls.Failures;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Ingest;

public sealed class StepBreakersTests
{
    private const string Step = "embed m";

    private readonly ManualTime _time = new();
    private StepBreakers _breakers;
    private int _done;

    public StepBreakersTests() => _breakers = Breakers(new IngestOptions());

    [Fact]
    public void WhileMemoryIsShort_NoDocumentIsBegun_AndNoneIsAtFault()
    {
        _breakers.IsPaused = true;
        RagException pause = Assert.Throws<RagException>(() => _breakers.Check(Step));
        Assert.True(StepBreakers.IsResting(pause));
        Assert.NotNull(pause.RetryAfter);
        _breakers.IsPaused = false;
        _breakers.Check(Step);
    }

    [Fact]
    public async Task AStepWhoseDependencyFailsAlike_Rests_AndOneTryDecides()
    {
        await FailAsync(FailurePatterns.Repeated, Away());
        RagException resting = Assert.Throws<RagException>(() => _breakers.Check(Step));
        Assert.True(StepBreakers.IsResting(resting));
        Assert.InRange(resting.RetryAfter!.Value, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
        _breakers.Check("embed other");
        Assert.True(StepBreakers.IsResting(await Assert.ThrowsAsync<RagException>(DoAsync)));
        Assert.Equal(0, _done);

        _time.Advance(resting.RetryAfter.Value);
        _breakers.Check(Step);
        await DoAsync();
        _breakers.Check(Step);
        await FailAsync(FailurePatterns.Repeated - 1, Away());
        await DoAsync();
        Assert.Equal(2, _done);
    }

    [Fact]
    public async Task AFaultyDocument_ClosesNoStep()
    {
        await FailAsync(10, new InvalidOperationException("This text is odd."));
        await FailAsync(10, new RagException(ErrorKind.Invalid, "odd", "This text is odd."));
        _breakers.Check(Step);
        await DoAsync();
        Assert.Equal(1, _done);
    }

    [Fact]
    public async Task HowManyFailuresAndHowLong_AreSettings()
    {
        _breakers = Breakers(new IngestOptions { BreakerFailures = 5, BreakerPause = TimeSpan.FromMinutes(1) });
        await FailAsync(4, Away());
        _breakers.Check(Step);
        await FailAsync(1, Away());
        Assert.Equal(TimeSpan.FromMinutes(1), Assert.Throws<RagException>(() => _breakers.Check(Step)).RetryAfter);
    }

    private StepBreakers Breakers(IngestOptions options) =>
        new(new FailurePatterns(_time), Options.Create(options), _time, NullLogger<StepBreakers>.Instance);

    private Task<int> DoAsync() => _breakers.GuardAsync(Step, "a", () => Task.FromResult(++_done));

    private async Task FailAsync(int times, Exception error)
    {
        for (int i = 0; i < times; i++)
            Assert.Same(
                error,
                await Assert.ThrowsAnyAsync<Exception>(() => _breakers.GuardAsync<int>(Step, "a", () => Task.FromException<int>(error)))
            );
    }

    private static RagException Away() => new(ErrorKind.Unavailable, "model-unavailable", "No silo can embed.");
}
