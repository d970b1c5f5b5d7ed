using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using RagCluster.Grains.Operations;

namespace RagCluster.Grains.Tests.Operations;

/// <summary>A clock that was set back keeps no grain from starting.</summary>
public sealed class ClockStepTests
{
    [Fact]
    public void ActivationThatCanNotBePlanned_Starts()
    {
        Planner planner = new();
        ClockStepGuard guard = new(planner, NullLogger<ClockStepGuard>.Instance);
        Member member = new();
        guard.OnAdded(member);
        planner.IsClockSetBack = true;
        guard.OnAdded(member);
        guard.OnEvicted(member);
        guard.OnDeactivating(member);
        guard.OnDeactivated(member);
        Assert.Equal(["added", "added", "evicted", "deactivating", "deactivated"], planner.Heard);
    }

    [Fact]
    public void OtherFailure_IsNotHidden()
    {
        ClockStepGuard guard = new(new Planner { Failure = new InvalidOperationException("No.") }, NullLogger<ClockStepGuard>.Instance);
        Assert.Throws<InvalidOperationException>(() => guard.OnAdded(new Member()));
    }

    [Fact]
    public void EveryPlannerOfASilo_IsGuarded()
    {
        Planner[] planners = [new(), new()];
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        foreach (Planner planner in planners)
            builder.Services.AddSingleton<IActivationWorkingSetObserver>(_ => planner);
        builder.UseOrleans(silo => silo.UseLocalhostClustering().GuardAgainstClockSteps());
        using IHost host = builder.Build();
        IActivationWorkingSetObserver[] guarded = [.. host.Services.GetServices<IActivationWorkingSetObserver>()];
        Assert.All(guarded, observer => Assert.IsType<ClockStepGuard>(observer));
        Assert.True(guarded.Length >= planners.Length);
        foreach (IActivationWorkingSetObserver observer in guarded)
            observer.OnIdle(new Member());
        Assert.All(planners, planner => Assert.Equal(["idle"], planner.Heard));
    }

    private sealed class Member : IActivationWorkingSetMember
    {
        public bool IsCandidateForRemoval(bool wouldRemove) => true;
    }

    private sealed class Planner : IActivationWorkingSetObserver
    {
        internal bool IsClockSetBack { get; set; }

        internal Exception? Failure { get; init; }

        internal List<string> Heard { get; } = [];

        public void OnAdded(IActivationWorkingSetMember member)
        {
            Heard.Add("added");
            if (Failure is not null)
                throw Failure;
            if (IsClockSetBack)
                throw new ArgumentException("The earliest collection that can be scheduled from now is later.");
        }

        public void OnIdle(IActivationWorkingSetMember member) => Heard.Add("idle");

        public void OnEvicted(IActivationWorkingSetMember member) => Heard.Add("evicted");

        public void OnDeactivating(IActivationWorkingSetMember member) => Heard.Add("deactivating");

        public void OnDeactivated(IActivationWorkingSetMember member) => Heard.Add("deactivated");
    }
}
