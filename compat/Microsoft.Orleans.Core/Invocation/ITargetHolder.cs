namespace Orleans.Serialization.Invocation;

/// <summary>Finds the object that answers a call.</summary>
public interface ITargetHolder
{
    object? GetTarget();

    object? GetComponent(Type componentType);
}
