namespace Orleans.Runtime;

/// <summary>The lifecycle of one activation.</summary>
internal sealed class GrainLifecycle : StagedLifecycle, IGrainLifecycle
{
    private readonly List<IGrainMigrationParticipant> _participants = [];

    public IReadOnlyList<IGrainMigrationParticipant> MigrationParticipants => _participants;

    public void AddMigrationParticipant(IGrainMigrationParticipant participant) => _participants.Add(participant);

    public void RemoveMigrationParticipant(IGrainMigrationParticipant participant) => _participants.Remove(participant);
}
