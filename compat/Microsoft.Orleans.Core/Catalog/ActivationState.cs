namespace Orleans.Runtime;

/// <summary>The states of an activation, in order.</summary>
internal enum ActivationState
{
    Creating,
    Activating,
    Valid,
    Deactivating,
    Invalid,
}
