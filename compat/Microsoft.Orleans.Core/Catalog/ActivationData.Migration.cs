using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <content>How an activation moves to another silo: it ends here, and what its participants leave with begins there.</content>
internal sealed partial class ActivationData
{
    private IRehydrationContext? _arrivedWith;
    private MigrationContext? _leavesWith;
    private SiloAddress? _destination;

    public void Rehydrate(IRehydrationContext context)
    {
        lock (_lock)
        {
            if (State != ActivationState.Creating)
                throw new InvalidOperationException("An activation is rehydrated before it starts.");
            _arrivedWith = context;
        }
    }

    /// <summary>Moves once nothing runs any more, if placement finds another silo; else everything stays as it is.</summary>
    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default)
    {
        if (_silo.Migration is not null && Class.IsUsingDirectory)
            _ = TryMigrateAsync(requestContext, cancellationToken);
    }

    /// <summary>Ends because the silo does; those that have something to take along move.</summary>
    public async Task LeaveAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (
            State == ActivationState.Valid
            && Participants.Any()
            && _silo.Migration is not null
            && Class.IsUsingDirectory
            && !cancellationToken.IsCancellationRequested
        )
            await TryMigrateAsync(null, cancellationToken);
        await DeactivateAsync(reason, cancellationToken);
    }

    private IEnumerable<IGrainMigrationParticipant> Participants =>
        GrainInstance is IGrainMigrationParticipant grain
            ? _lifecycle.MigrationParticipants.Prepend(grain).Distinct()
            : _lifecycle.MigrationParticipants;

    private async Task TryMigrateAsync(Dictionary<string, object>? requestContext, CancellationToken cancellationToken)
    {
        try
        {
            if (await _silo.Migration!.ChooseAsync(GrainId, requestContext, cancellationToken) is not { } destination)
                return;
            lock (_lock)
            {
                if (State >= ActivationState.Deactivating)
                    return;
                _destination = destination;
            }

            Deactivate(new DeactivationReason(DeactivationReasonCode.Migrating, $"Moving to {destination}."), cancellationToken);
        }
        catch (Exception exception)
        {
            // Whatever placement says: an activation that cannot move stays.
            _silo.Logger.LogWarning(exception, "{Activation} could not be moved.", this);
        }
    }

    private void RehydrateParticipants()
    {
        if (_arrivedWith is not { } context)
            return;
        _arrivedWith = null;
        foreach (IGrainMigrationParticipant participant in Participants)
            participant.OnRehydrate(context);
    }

    private Task DehydrateAsync()
    {
        if (_destination is null || !_wasValid)
            return Task.CompletedTask;
        MigrationContext context = new(_silo.References);
        foreach (IGrainMigrationParticipant participant in Participants)
            participant.OnDehydrate(context);
        _leavesWith = context;
        return Task.CompletedTask;
    }

    // After it has left the directory, so that there is never a second one.
    private async Task SendAsync()
    {
        if (_leavesWith is not { } context || _destination is not { } destination)
            return;
        if (await _silo.Migration!.SendAsync(destination, GrainId, context))
            _silo.Locations.Set(GrainId, destination);
    }
}
