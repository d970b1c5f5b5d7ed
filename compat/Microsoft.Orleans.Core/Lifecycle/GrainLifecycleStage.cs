namespace Orleans.Runtime;

/// <summary>The stages of an activation's start.</summary>
internal static class GrainLifecycleStage
{
    public const int First = int.MinValue;
    public const int SetupState = 1000;
    public const int Activate = 2000;
    public const int Last = int.MaxValue;
}
