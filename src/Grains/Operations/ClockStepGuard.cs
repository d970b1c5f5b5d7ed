using Microsoft.Extensions.Logging;

namespace RagCluster.Grains.Operations;

/// <summary>
/// Lets grains start on a silo whose clock was set back. Orleans 10.4 plans the end of an idle activation by that clock, and where the plan
/// would lie before one that has passed, it fails the activation: every call of a grain that is to start, until the clock is where it was.
/// Without the plan the activation starts. It is planned anew when it leaves the working set, which is within seconds of its last call.
/// </summary>
/// <param name="planner">What plans it.</param>
/// <param name="log">Says that the clock was set back.</param>
internal sealed partial class ClockStepGuard(IActivationWorkingSetObserver planner, ILogger<ClockStepGuard> log)
    : IActivationWorkingSetObserver
{
    private bool _isLogged;

    /// <inheritdoc/>
    public void OnAdded(IActivationWorkingSetMember member)
    {
        try
        {
            planner.OnAdded(member);
            _isLogged = false;
        }
        catch (ArgumentException failure)
        {
            // One line for all that start meanwhile.
            if (!_isLogged)
                LogSetBack(failure);
            _isLogged = true;
        }
    }

    /// <inheritdoc/>
    public void OnActive(IActivationWorkingSetMember member) => planner.OnActive(member);

    /// <inheritdoc/>
    public void OnIdle(IActivationWorkingSetMember member) => planner.OnIdle(member);

    /// <inheritdoc/>
    public void OnEvicted(IActivationWorkingSetMember member) => planner.OnEvicted(member);

    /// <inheritdoc/>
    public void OnDeactivating(IActivationWorkingSetMember member) => planner.OnDeactivating(member);

    /// <inheritdoc/>
    public void OnDeactivated(IActivationWorkingSetMember member) => planner.OnDeactivated(member);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "This machine's clock was set back: when activations that start now end for idleness is planned later"
    )]
    private partial void LogSetBack(Exception failure);
}
