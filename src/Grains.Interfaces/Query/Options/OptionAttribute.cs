namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>Says who may set an option; one without it is set by callers alone.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute : Attribute
{
    /// <summary>
    /// Whether an arm of an experiment may change it. Who may see what, and how the result is shown, is the caller's alone.
    /// </summary>
    public bool ForArms { get; set; }

    /// <summary>Whether the server sets it and no caller can.</summary>
    public bool ForServer { get; set; }
}
