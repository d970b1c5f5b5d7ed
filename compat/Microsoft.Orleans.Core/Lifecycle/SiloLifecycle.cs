namespace Orleans.Runtime;

/// <summary>The lifecycle of a silo.</summary>
internal sealed class SiloLifecycle : StagedLifecycle, ISiloLifecycle;
