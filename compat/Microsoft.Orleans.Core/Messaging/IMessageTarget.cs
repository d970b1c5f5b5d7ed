namespace Orleans.Runtime;

/// <summary>What the catalog keeps under a grain's id: one activation, or the workers of a stateless grain.</summary>
internal interface IMessageTarget
{
    GrainId GrainId { get; }

    GrainClass Class { get; }

    IEnumerable<ActivationData> Activations { get; }

    void Receive(Message message);

    void Cancel(Message message);

    /// <summary>Ends the activations that have been idle for too long.</summary>
    void CollectIdle(long now, TimeSpan? ageLimit);

    Task DeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken);
}
