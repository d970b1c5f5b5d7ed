namespace Orleans.Runtime;

/// <summary>Work done when a silo has started.</summary>
public interface IStartupTask
{
    Task Execute(CancellationToken cancellationToken);
}
